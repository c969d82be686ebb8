// Reads pictures of single lines with PaddleOCR's PP-OCRv4 model for recognition; run by confusions.py.
// In: for each line its width as 4 bytes, low byte first, and 48 rows of grey pixels.  Out: a line of text each.
'use strict';
const fs = require('fs');
const path = require('path');
const ort = require('onnxruntime-node');

const HEIGHT = 48;
// NODE_PATH is where the packages are; the models come as files, not as a module that can be required
const assets = path.join(process.env.NODE_PATH, '@gutenye', 'ocr-models', 'assets');
const keys = fs.readFileSync(path.join(assets, 'ppocr_keys_v1.txt'), 'utf8').split('\n').map((k) => k.replace('\r', ''));
if (keys[keys.length - 1] === '')
    keys.pop();
const symbols = ['', ...keys, ' ']; // of the model's outputs; the first is the blank

// The likeliest symbol at each step; repeated ones are one.
function decode(output) {
    const [, steps, n] = output.dims;
    let text = '', before = 0;

    for (let t = 0; t < steps; t++) {
        let best = 0;

        for (let k = 1; k < n; k++)
            if (output.data[t * n + k] > output.data[t * n + best])
                best = k;
        if (best !== before)
            text += symbols[best];
        before = best;
    }
    return text;
}

async function read(session, pixels, width) {
    const plane = HEIGHT * width, input = new Float32Array(3 * plane);

    for (let i = 0; i < plane; i++)
        input[i] = input[plane + i] = input[2 * plane + i] = (pixels[i] / 255 - 0.5) / 0.5;
    const tensor = new ort.Tensor('float32', input, [1, 3, HEIGHT, width]);
    const outputs = await session.run({[session.inputNames[0]]: tensor});
    return decode(outputs[session.outputNames[0]]);
}

async function main() {
    const session = await ort.InferenceSession.create(path.join(assets, 'ch_PP-OCRv4_rec_infer.onnx'),
                                                      {intraOpNumThreads: 1, interOpNumThreads: 1});
    let waiting = Buffer.alloc(0);

    for await (const chunk of process.stdin) {
        waiting = Buffer.concat([waiting, chunk]);
        while (waiting.length >= 4) {
            const width = waiting.readUInt32LE(0), n = 4 + HEIGHT * width;

            if (waiting.length < n)
                break;
            process.stdout.write(await read(session, waiting.subarray(4, n), width) + '\n');
            waiting = waiting.subarray(n);
        }
    }
}

main();
