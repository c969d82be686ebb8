#include "cli/text.h"

#include "cli/cli.h"
#include "cli/input.h"

int cli_text_read(const char *path, const char *from, const char *format, ocrmend_text **text)
{
    ocrmend_error error = {OCRMEND_OK};
    cli_input in;
    int status = CLI_OK;

    *text = NULL;
    if (!cli_input_open(&in, path, -1))
        return CLI_IO;
    *text = ocrmend_text_read((ocrmend_source){cli_input_read, &in}, from, format, &error);
    if (!*text)
        status = in.error ? cli_input_failed(&in) : cli_library_error(in.name, &error);
    cli_input_close(&in);
    if (*text && ocrmend_text_about(*text).binary) {
        cli_message("%s: is binary%s", in.name, from ? ", not text" : ", or its charset cannot be found out");
        ocrmend_text_free(*text);
        *text = NULL;
        status = CLI_TEXT;
    }
    return status;
}
