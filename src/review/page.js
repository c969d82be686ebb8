"use strict";
/* The review page: what ocrmend(1) found is in #data, what the person decides is kept in localStorage and downloaded as
 * JSON Lines (see ocrmend-log(5)).  Text of the pages is put into the document as text nodes only. */

const data = JSON.parse(document.getElementById("data").textContent);
const list = document.getElementById("changes");
const filters = document.getElementById("filters");
const scans = [...document.querySelectorAll("img.scan")];

/* --- languages ---------------------------------------------------------------------------------------------------- */

/* English stands in the page itself; what only the script says is here. */
const english = {
  accept: "Accept", reject: "Reject", type: "Type…", take: "Take", cancel: "Cancel", reading: "Another reading",
  line: "Scan of the line", later: "Later changes made of it: ", nothing: "nothing", done: "{0} of {1} decided", shown: "{0} shown",
  kept: "What was decided before is here again: {0}.", unkept: "This browser keeps nothing: download before you leave.",
  bytes: "bytes", noReject: "Bytes that are no text cannot be put back; type the reading.", last: "No further change.",
  doneAll: "All changes are decided: download the decisions."
};
const chinese = {
  title: "审阅改动", download: "下载决定", keys: "快捷键", text: "文本", rule: "规则", outcome: "结果", confidence: "置信度",
  decision: "决定", all: "全部", changed: "已改正", suggested: "建议", reported: "提示", open: "未决定", accepted: "已接受",
  rejected: "已拒绝", retyped: "已改写", empty: "没有符合筛选条件的改动。", next: "下一处", previous: "上一处",
  "key-accept": "接受，转到下一处", "key-reject": "拒绝，转到下一处", "key-type": "输入另一种读法；回车确定，Esc 取消",
  "key-undo": "撤回决定", "key-help": "本帮助", close: "关闭",
  accept: "接受", reject: "拒绝", type: "改写…", take: "确定", cancel: "取消", reading: "另一种读法",
  line: "该行的扫描图", later: "之后又改成：", nothing: "（已去掉）", done: "已决定 {0} / {1}", shown: "显示 {0} 处",
  kept: "已恢复先前的决定：{0} 处。", unkept: "此浏览器不保存内容：离开前请下载。",
  bytes: "字节", noReject: "不是文字的字节不能恢复；请输入读法。", last: "没有更多改动。", doneAll: "全部改动已决定，请下载。"
};
/* What decided on a name is told by the log in English (src/stage/names/decide.c); words that are not here stay. */
const reasons = {
  "person": "人名", "place": "地名", "org": "机构", "title": "职务", "cost": "字形差异", "gain": "通顺增益", "score": "总分",
  "engine": "引擎置信度", "beside a title": "旁有职务", "after the place it lies in": "紧接所属地名", "its place named": "附近有所属地名",
  "elsewhere": "别处出现", "other readings": "其他误读", "inside a word": "在词语之内", "next": "其次"
};
const reason = new RegExp("\\b(" + Object.keys(reasons).sort((a, b) => b.length - a.length).join("|") + ")\\b", "g");

for (const node of document.querySelectorAll("[data-t]"))
  english[node.dataset.t] ??= node.textContent;
let words = english;
const STEP = 60;

const say = (key, ...values) => words[key].replace(/\{(\d)\}/g, (_, i) => values[i]);

function announce(text) {
  document.getElementById("said").textContent = text;
}

/* localStorage, or nothing where the browser has none for this page. */
const store = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); return true; } catch { return false; } }
};

function setLanguage(zh) {
  words = zh ? chinese : english;
  document.documentElement.lang = zh ? "zh" : "en";
  document.title = words.title + " – ocrmend";
  for (const node of document.querySelectorAll("[data-t]"))
    node.textContent = words[node.dataset.t];
  const button = document.getElementById("language");
  button.textContent = zh ? "English" : "中文";
  button.lang = zh ? "en" : "zh";
  for (const item of items)
    if (item.node)
      fill(item);
  showProgress();
}

/* --- text that is safe to look at ----------------------------------------------------------------------------------- */

/* What cannot be seen, or would change the direction of what stands around it, is shown as its code point. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter(child => child !== null));
  return node;
}

/* The text as nodes; `signs`: spaces and line ends get signs too. */
function seen(text, signs) {
  const nodes = [];
  let plain = "";
  for (const c of text) {
    if (signs && (c === " " || c === "\n" || c === "\r")) {
      plain += c === " " ? "␣" : c === "\n" ? "⏎" : "␍";
    } else if (unseen.test(c) && c !== "\n" && (signs || c !== "\u3000")) {
      nodes.push(plain, make("code", {textContent: "U+" + c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}));
      plain = "";
    } else {
      plain += c;
    }
  }
  nodes.push(plain);
  return nodes;
}

/* --- changes and decisions ------------------------------------------------------------------------------------------ */

/* In the order of the raw text: {text, change, decision: {verb, text} or null, node: its <li>, once it was shown} */
const items = data.texts.flatMap(text => text.changes.sort((a, b) => a.raw[0] - b.raw[0] || a.id - b.id)
  .map(change => ({text, change, decision: null, node: null})));
let shown = [];        /* those that the filters leave ... */
let rendered = 0;      /* ... of which so many are in the document: thousands at once would take a browser minutes */
let current = null;

const key = text => "ocrmend-review:" + text.raw_xxh3;

/* The line of the file of decisions; what the change was is said, so that it cannot be taken for another. */
function toLine({change, decision}) {
  const line = {id: change.id, decision: decision.verb, rule: change.rule};
  if (change.old !== undefined)
    line.old = change.old;
  line.new = change.new;
  line.raw = change.raw;
  if (decision.verb === "retype")
    line.text = decision.text;
  return line;
}

function save(text) {
  const lines = items.filter(item => item.text === text && item.decision).map(toLine);
  if (!store.set(key(text), JSON.stringify(lines)))
    announce(say("unkept"));
}

function restore() {
  let n = 0;
  for (const text of data.texts) {
    let lines = [];
    try { lines = JSON.parse(store.get(key(text)) ?? "[]"); } catch { /* not ours */ }
    const byId = new Map(Array.isArray(lines) ? lines.map(line => [line.id, line]) : []);
    for (const item of items) {
      const line = item.text === text ? byId.get(item.change.id) : undefined;
      if (line && line.rule === item.change.rule && line.old === item.change.old && line.new === item.change.new) {
        item.decision = {verb: line.decision, text: line.text};
        n++;
      }
    }
  }
  if (n)
    announce(say("kept", n));
}

function decide(item, decision) {
  item.decision = decision;
  if (item.node)
    fill(item);
  save(item.text);
  showProgress();
}

const mayReject = item => item.change.hex === undefined;

function download() {
  const lines = [];
  for (const text of data.texts) {
    lines.push({ocrmend: data.version, decisions: 1, name: text.name, raw_xxh3: text.raw_xxh3});
    for (const item of items)
      if (item.text === text && item.decision)
        lines.push(toLine(item));
  }
  const name = (data.texts.length === 1 && data.texts[0].name || "review").replace(/^.*\//, "");
  const url = URL.createObjectURL(new Blob(lines.map(line => JSON.stringify(line) + "\n"), {type: "application/jsonl"}));
  const link = make("a", {href: url, download: name + ".decisions.jsonl"});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/* --- what a change looks like --------------------------------------------------------------------------------------- */

function context(item) {
  const {change, decision} = item;
  const p = make("p", {className: "text", lang: "zh"}, change.cut ? "…" : "", ...seen(change.before, false));
  if (change.outcome === "reported") {
    p.append(make("mark", {}, ...seen(change.now, true)));
  } else {
    if (change.old === undefined)
      p.append(make("del", {}, make("code", {textContent: change.hex})));
    else if (change.old)
      p.append(make("del", {className: /^\s+$/u.test(change.old) ? "blank" : ""}, ...seen(change.old, true)));
    if (change.new)
      p.append(make("ins", {}, ...seen(change.new, true)));
  }
  if (decision?.verb === "retype")
    p.append(make("ins", {className: "typed"}, ...seen(decision.text, true)));
  p.append(...seen(change.after, false), change.more ? "…" : "");
  return p;
}

/* The piece of the scan that the line of type is on; a line that runs downwards is shown as it stands. */
function crop(change) {
  const scan = scans[change.page - 1];
  if (!scan || !scan.naturalWidth)
    return null;
  const [left, top, right, bottom] = change.line, pad = 4, upright = bottom - top > 2 * (right - left);
  const width = right - left + 2 * pad, height = bottom - top + 2 * pad;
  const room = Math.min(list.clientWidth - 40, 960);
  const scale = Math.min(upright ? 320 / height : 44 / height, room / width, 2);
  const node = make("div", {className: "crop"});
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", say("line"));
  Object.assign(node.style, {
    width: width * scale + "px", height: height * scale + "px",
    backgroundImage: `var(--scan-${change.page})`,
    backgroundSize: scan.naturalWidth * scale + "px " + scan.naturalHeight * scale + "px",
    backgroundPosition: -(left - pad) * scale + "px " + -(top - pad) * scale + "px"
  });
  return node;
}

function button(item, verb, label, act) {
  const node = make("button", {type: "button", textContent: label, onclick: act});
  node.setAttribute("aria-pressed", String(item.decision?.verb === verb));
  node.disabled = verb === "reject" && !mayReject(item);
  node.title = node.disabled ? say("noReject") : "";
  return node;
}

function fill(item) {
  const {change, node} = item;
  const later = change.outcome === "changed" && change.now !== change.new;
  node.dataset.decision = item.decision?.verb ?? "";
  node.replaceChildren(
    make("p", {className: "about"}, make("span", {textContent: "#" + change.id}), make("b", {textContent: change.rule, lang: "en"}),
      make("span", {textContent: say(change.outcome)}), make("span", {textContent: say("confidence") + " " + change.confidence.toFixed(2)}),
      data.texts.length > 1 ? make("span", {textContent: item.text.name}) : null),
    make("p", {className: "why", textContent: data.rules[change.rule]?.[words === chinese ? "zh" : "summary"] ?? ""}),
    ...(change.why ? [make("p", {className: "why"}, ...seen(words === chinese ? change.why.replace(reason, word => reasons[word]) : change.why))] : []));
  const scan = change.line ? crop(change) : null;
  if (scan)
    node.append(scan);
  node.append(context(item));
  if (later)
    node.append(make("p", {className: "later"}, say("later"), ...(change.now ? seen(change.now, true) : [say("nothing")])));
  node.append(make("div", {className: "decide"},
    button(item, "accept", say("accept"), () => act(item, "accept")),
    button(item, "reject", say("reject"), () => act(item, "reject")),
    button(item, "retype", say("type"), () => type(item))));
}

/* Ask for another reading, below the change. */
function type(item) {
  const area = make("textarea", {rows: 1, value: item.decision?.text ?? (item.change.outcome === "changed" ? item.change.new : item.change.old ?? "")});
  const leave = () => { form.remove(); item.node.focus(); };
  const form = make("form", {className: "type"}, area, make("button", {textContent: say("take")}),
    make("button", {type: "button", textContent: say("cancel"), onclick: leave}));
  area.setAttribute("aria-label", say("reading"));
  area.lang = "zh";
  area.onkeydown = event => {
    if (event.key === "Escape")
      leave();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing)
      form.requestSubmit();
    else
      return;
    event.preventDefault();
    event.stopPropagation();
  };
  form.onsubmit = event => {
    event.preventDefault();
    decide(item, {verb: "retype", text: area.value});
    go(1) || item.node.focus();
  };
  item.node.querySelector("form")?.remove();
  item.node.append(form);
  area.focus();
  area.select();
}

/* --- going through -------------------------------------------------------------------------------------------------- */

function unselect() {
  if (current) {
    current.node.tabIndex = -1;
    current.node.removeAttribute("aria-current");
  }
  current = null;
}

function select(item) {
  unselect();
  current = item;
  item.node.tabIndex = 0;
  item.node.setAttribute("aria-current", "true");
}

/* Put some more of those that the filters leave into the document. */
function extend() {
  const from = rendered;
  rendered = Math.min(shown.length, rendered + STEP);
  for (let i = from; i < rendered; i++) {
    const item = shown[i];
    if (!item.node) {
      item.node = make("li", {tabIndex: -1});
      item.node.dataset.outcome = item.change.outcome;
      item.node.addEventListener("focusin", () => select(item));
      fill(item);
    }
    item.node.setAttribute("aria-posinset", i + 1);
    item.node.setAttribute("aria-setsize", shown.length);
  }
  list.append(...shown.slice(from, rendered).map(item => item.node));
}

/* To the next (1) or previous (-1) change that is shown.  false: there is none. */
function go(step) {
  const at = (current ? shown.indexOf(current) : -1) + step;
  if (at >= rendered)
    extend();
  if (at >= 0 && at < rendered) {
    shown[at].node.focus({preventScroll: true});
    shown[at].node.scrollIntoView({block: "nearest"});
    return true;
  }
  announce(items.every(item => item.decision) ? say("doneAll") : say("last"));
  return false;
}

/* Do something with the current change; where there is none yet, with the first that is shown, which n would go to. */
function withCurrent(does) {
  if (!current && shown.length)
    select(shown[0]);
  if (current)
    does(current);
}

function act(item, verb) {
  if (verb === "reject" && !mayReject(item)) {
    announce(say("noReject"));
    return;
  }
  select(item);
  decide(item, {verb});
  go(1) || item.node.focus({preventScroll: true});
}

function showProgress() {
  const done = items.filter(item => item.decision).length;
  document.getElementById("progress").max = items.length || 1;
  document.getElementById("progress").value = done;
  document.getElementById("count").textContent = say("done", done, items.length) + (shown.length < items.length ? " · " + say("shown", shown.length) : "");
}

/* A change that is decided while the filter asks for open ones stays until the filter is set again. */
function filter() {
  const {text, rule, outcome, confidence, decision} = Object.fromEntries(new FormData(filters));
  shown = items.filter(item =>
    (!text || item.text === data.texts[text]) && (!rule || item.change.rule === rule) &&
    (!outcome || item.change.outcome === outcome) && (!confidence || item.change.confidence < Number(confidence)) &&
    (!decision || (item.decision?.verb ?? "none") === decision));
  document.getElementById("empty").hidden = shown.length > 0;
  list.replaceChildren();
  rendered = 0;
  extend();
  if (current && shown.indexOf(current) >= rendered || !shown.includes(current))
    unselect();
  if (shown.length)
    (current ?? shown[0]).node.tabIndex = 0;
  showProgress();
}

const commands = {
  n: () => go(1), j: () => go(1), p: () => go(-1), k: () => go(-1),
  a: () => withCurrent(item => act(item, "accept")), r: () => withCurrent(item => act(item, "reject")), e: () => withCurrent(type),
  u: () => withCurrent(item => { decide(item, null); item.node.focus(); }), d: download,
  "?": () => document.getElementById("help").showModal()
};

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]") ||
      event.target.closest?.("textarea, select, input"))
    return;
  const command = commands[event.key];
  if (command) {
    event.preventDefault();
    command();
  }
});

/* --- beginning ------------------------------------------------------------------------------------------------------ */

function option(name, value, label) {
  filters.elements[name].append(make("option", {value, textContent: label}));
}

function begin() {
  const near = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && extend(),
    {rootMargin: "1500px"});
  const rules = new Map();

  scans.forEach((scan, i) => document.documentElement.style.setProperty(`--scan-${i + 1}`, `url("${scan.src}")`));
  for (const {change: {rule}} of items)
    rules.set(rule, (rules.get(rule) ?? 0) + 1);
  for (const [rule, n] of [...rules].sort())
    option("rule", rule, `${rule} (${n})`);
  data.texts.forEach((text, i) => option("text", String(i), text.name ?? String(i + 1)));
  document.getElementById("text-filter").hidden = data.texts.length < 2;
  restore();
  const language = store.get("ocrmend-language") ?? navigator.language;
  setLanguage(language.startsWith("zh"));
  filter();
  near.observe(document.getElementById("end"));
}

filters.addEventListener("change", filter);
/* The crops are made for the width of the window. */
window.addEventListener("resize", () => requestAnimationFrame(() => {
  for (const item of shown.slice(0, rendered))
    if (item.change.line && !item.node.querySelector("form"))
      fill(item);
}));
filters.addEventListener("submit", event => event.preventDefault());
document.getElementById("download").onclick = download;
document.getElementById("keys").onclick = () => document.getElementById("help").showModal();
document.getElementById("language").onclick = () => {
  const zh = words === english;
  store.set("ocrmend-language", zh ? "zh" : "en");
  setLanguage(zh);
};
Promise.allSettled(scans.map(scan => scan.decode())).then(begin);
