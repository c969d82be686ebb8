#!/usr/bin/env python3
"""review_browser.py OCRMEND CORPUS WORK - the review page in a real browser (Debian's chromium with chromedriver), without a window.

Makes pages in WORK from pages of CORPUS, decides on them with the keyboard, downloads the decisions, applies them and compares bytes.
Leaves screenshots in WORK.  Exit status 77: there is no browser here."""
import json
import os
import subprocess
import sys
import time

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import Select
except ImportError:
    print("python3-selenium is not installed")
    sys.exit(77)

ocrmend, corpus, work = (os.path.abspath(path) for path in sys.argv[1:4])
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
for program in CHROMIUM, DRIVER:
    if not os.path.exists(program):
        print(program, "is not installed")
        sys.exit(77)
os.environ["HOME"] = work  # where chromium wants to write


def run(*arguments):
    return subprocess.run([ocrmend, *arguments], cwd=work, check=True, capture_output=True).stdout


def read(name):
    with open(os.path.join(work, name), "rb") as file:
        return file.read()


def write(name, data):
    with open(os.path.join(work, name), "wb") as file:
        file.write(data)


def start(dark=False, zh=False):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1100,900",
                     "--lang=" + ("zh-CN" if zh else "en-US"), "--host-resolver-rules=MAP * ~NOTFOUND"):
        options.add_argument(argument)
    if dark:
        options.add_argument("--force-dark-mode")
    options.add_experimental_option("prefs", {"intl.accept_languages": "zh-CN" if zh else "en-US"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service(DRIVER), options=options)


def open_page(browser, name):
    browser.get("file://" + os.path.join(work, name))
    for _ in range(100):
        if browser.execute_script("return document.querySelectorAll('#changes > li .decide').length"):
            return
        time.sleep(0.1)
    raise AssertionError("the page shows no change: %s" % browser.get_log("browser"))


def press(browser, keys):
    browser.switch_to.active_element.send_keys(keys)


def current(browser):
    """The id of the change that has the focus."""
    about = browser.switch_to.active_element.find_element(By.CSS_SELECTOR, ".about span")
    return int(about.text[1:])


def shown(browser):
    return browser.execute_script("return shown.map(item => item.change.id)")


def choose(browser, name, value):
    Select(browser.find_element(By.NAME, name)).select_by_value(value)


def download(browser, name):
    """The lines of the file that the browser saves.  It holds the name with an empty file until all is there."""
    path = os.path.join(work, name)
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": work})
    browser.execute_script("document.activeElement.blur()")
    browser.find_element(By.TAG_NAME, "body").send_keys("d")
    for _ in range(100):
        if os.path.exists(path) and os.path.getsize(path):
            with open(path, encoding="utf-8") as file:
                return [json.loads(line) for line in file]
        time.sleep(0.1)
    raise AssertionError("nothing was downloaded: %s" % os.listdir(work))


def quiet(browser):
    """Nothing was logged: no error of the script, nothing that the page's policy stopped."""
    log = browser.get_log("browser")
    assert not log, log


def plain_text(browser):
    """Accept, reject and type by keys; reload; download; apply; revert."""
    write("raw.txt", read_corpus("news-columns/raw.txt"))
    run("clean", "-q", "raw.txt", "--edits=log", "-o", "clean.txt")
    run("review", "raw.txt", "--edits=log", "-o", "page.html")
    edits = [json.loads(line) for line in read("log").splitlines()]
    spaces = [edit["id"] for edit in edits if edit.get("rule") == "space-latin"]
    open_page(browser, "page.html")
    browser.save_screenshot(os.path.join(work, "light.png"))
    assert len(shown(browser)) == sum("id" in edit for edit in edits)
    choose(browser, "rule", "space-latin")
    assert shown(browser) == spaces and len(spaces) > 4
    body = browser.find_element(By.TAG_NAME, "body")
    browser.execute_script("document.activeElement.blur()")
    body.send_keys("n")
    assert current(browser) == spaces[0]
    press(browser, "r")
    assert current(browser) == spaces[1], "on to the next"
    press(browser, "e")
    press(browser, "字<b>")
    press(browser, Keys.ENTER)
    assert current(browser) == spaces[2]
    press(browser, "a")
    press(browser, "a")
    press(browser, "k")
    assert current(browser) == spaces[3]
    press(browser, "u")
    browser.refresh()
    open_page(browser, "page.html")
    browser.save_screenshot(os.path.join(work, "reloaded.png"))
    decisions = download(browser, "raw.txt.decisions.jsonl")
    assert [d.get("decision") for d in decisions[1:]] == ["reject", "retype", "accept"], decisions
    choose(browser, "decision", "reject")
    assert shown(browser) == spaces[:1]
    run("apply", "raw.txt", "--edits=log", "--decisions=raw.txt.decisions.jsonl", "-o", "decided.txt", "--edits-out=log2")
    at = {edit["id"]: edit["clean"] for edit in edits if "id" in edit}
    clean = read("clean.txt")
    first, second = at[spaces[0]], at[spaces[1]]
    assert read("decided.txt") == (clean[:first[0]] + b" " + clean[first[1]:second[0]] + "字<b>".encode() + clean[second[1]:])
    assert run("revert", "decided.txt", "log2") == read("raw.txt")
    quiet(browser)


def first_shown(browser):
    """Keys that decide before any change has the focus: on the first that is shown."""
    write("first.txt", read_corpus("news-columns/raw.txt") + b"1\n")  # another text: nothing is decided on it
    run("review", "first.txt", "-o", "first.html")
    open_page(browser, "first.html")
    ids = shown(browser)
    body = browser.find_element(By.TAG_NAME, "body")
    body.send_keys("a")
    assert current(browser) == ids[1], "the first was accepted, the second is current"
    browser.save_screenshot(os.path.join(work, "first.png"))
    choose(browser, "rule", "space-latin")
    spaces = shown(browser)
    assert ids[1] not in spaces
    browser.execute_script("document.activeElement.blur()")
    body.send_keys("r")
    assert current(browser) == spaces[1]
    choose(browser, "rule", "")
    marked = "return [...document.querySelectorAll('[aria-current]')].map(node => node.querySelector('.about span').textContent)"
    assert browser.execute_script(marked) == ["#%d" % spaces[1]], "one change is current"
    choose(browser, "decision", "accept")
    browser.execute_script("document.activeElement.blur()")
    body.send_keys("u")
    assert current(browser) == ids[0]
    choose(browser, "decision", "none")
    assert ids[0] in shown(browser) and spaces[0] not in shown(browser)
    choose(browser, "decision", "")
    choose(browser, "rule", "space-latin")
    browser.execute_script("document.activeElement.blur()")
    body.send_keys("e")
    press(browser, "字")
    press(browser, Keys.ENTER)
    assert current(browser) == spaces[1]
    choose(browser, "outcome", "reported")
    assert not shown(browser), "reported is not what becomes of a space"
    for key in "arun":
        browser.execute_script("document.activeElement.blur()")
        body.send_keys(key)
    decisions = [(d["id"], d["decision"]) for d in download(browser, "first.txt.decisions.jsonl")[1:]]
    assert decisions == [(spaces[0], "retype")], decisions
    quiet(browser)


def read_corpus(name):
    with open(os.path.join(corpus, name), "rb") as file:
        return file.read()


def hostile(browser):
    """Nothing of a text runs or breaks the page; what changes direction is shown as its code point."""
    text = ("县里的新桥 昨日</script><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">通车\u202e.'\"&amp;\n"
            + "很长的一行" * 2000 + " 字\n")
    write("hostile<b>.txt", text.encode())
    run("review", "hostile<b>.txt", "-o", "hostile.html")
    open_page(browser, "hostile.html")
    assert browser.title.endswith("ocrmend") and browser.execute_script("return document.images.length") == 0
    assert "U+202E" in browser.find_element(By.ID, "changes").text
    assert "</script><script>" in browser.find_element(By.ID, "changes").text
    quiet(browser)


def many(browser):
    """Tens of thousands of changes: the page is there in time, the last change too."""
    write("many.txt", "县里的新桥 昨日通车\n".encode() * 15000)
    run("review", "many.txt", "-o", "many.html")
    began = time.monotonic()
    open_page(browser, "many.html")
    ids = shown(browser)
    assert len(ids) >= 15000, len(ids)
    spent = browser.execute_script("""const t = performance.now();
        for (let i = 0; i < 200; i++) { go(1); document.body.offsetHeight; }
        act(current, 'accept'); return performance.now() - t""")
    print("# %d changes: shown after %.1f s, 200 steps and a decision in %.0f ms" % (len(ids), time.monotonic() - began, spent))
    assert spent < 20000
    assert browser.execute_script("return list.children.length") < 1000
    quiet(browser)


def scan(browser):
    """A document with its scan: each change has the crop of its line."""
    write("scan.hocr", read_corpus("scan-column/raw.hocr"))
    write("page.txt", read_corpus("scan-column/page.txt"))
    subprocess.run([sys.executable, os.path.join(corpus, "render.py"), "page.txt", "scan.png", "--headlines", "2", "--font", FONT],
                   cwd=work, check=True)
    run("review", "scan.hocr", "--image=scan.png", "-o", "scan.html")
    open_page(browser, "scan.html")
    browser.find_element(By.ID, "language").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "审阅改动"
    rules = browser.execute_script("return [...document.querySelectorAll('.about + .why')].map(p => p.textContent)")
    assert rules and all(rule.endswith("。") for rule in rules), rules
    crops = browser.execute_script("""return [...document.querySelectorAll('.crop')].map(n => [parseFloat(n.style.width), parseFloat(n.style.height),
        getComputedStyle(n).backgroundImage.startsWith('url("data:image/png')])""")
    assert crops and all(width > 10 and height > 10 and drawn for width, height, drawn in crops), crops
    browser.save_screenshot(os.path.join(work, "scan.png.zh.png"))
    browser.set_window_size(500, 900)
    browser.save_screenshot(os.path.join(work, "narrow.png"))
    quiet(browser)


tests = [plain_text, first_shown, hostile, many] + ([scan] if os.path.exists(FONT) else [])
browser = start()
try:
    for test in tests:
        test(browser)
        print("ok", test.__name__)
finally:
    browser.quit()
browser = start(dark=True)
try:
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    open_page(browser, "page.html")
    browser.save_screenshot(os.path.join(work, "dark.png"))
    dark = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert dark == "rgb(22, 22, 22)", dark
finally:
    browser.quit()
