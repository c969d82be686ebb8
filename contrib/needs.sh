#!/bin/sh
# Install what building needs on Debian 12, where it is missing: needs.sh [test].  With `test`, what the tests need too.
set -eu
packages="gcc libc6-dev make autoconf automake libtool autoconf-archive gettext pkg-config
    libutf8proc-dev libuchardet-dev libjansson-dev libxxhash-dev libexpat1-dev"
[ "${1-}" != test ] || packages="$packages check bats procps binutils xz-utils python3 scowl unicode-data python3-jieba
    libxml2-utils ocrmypdf tesseract-ocr-chi-sim fonts-noto-cjk poppler-utils python3-pil
    chromium chromium-driver python3-selenium"

missing=
for package in $packages; do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q ' installed$' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
echo "installing$missing"
root=
[ "$(id -u)" -eq 0 ] || root=sudo
export DEBIAN_FRONTEND=noninteractive
install() {
    # shellcheck disable=SC2086 # a list
    $root apt-get -q update </dev/null &&
        $root apt-get -q -y --no-install-recommends install $missing </dev/null
}
install || { sleep 10; install; }
