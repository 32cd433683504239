#!/bin/sh
# Installs the Debian packages whose programs the tests talk to, where that is allowed and they are missing.
# What stays missing is no failure here: tests/conftest.py says which tests are left out, or fails with CI=true.
set -u
PATH="$PATH:/usr/sbin:/sbin"

missing=
command -v dcmqrscp >/dev/null || missing="dcmtk"
command -v Orthanc >/dev/null || missing="$missing orthanc"
command -v openssl >/dev/null || missing="$missing openssl"
command -v gdcmscu >/dev/null || missing="$missing libgdcm-tools"
command -v tshark >/dev/null || missing="$missing tshark"
for program in zsh fish mandoc; do
    command -v $program >/dev/null || missing="$missing $program"
done
command -v man >/dev/null || missing="$missing man-db"
[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null || exit 0
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    exit 0
fi

install() {
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends $missing >/dev/null
}

echo "Installing for the tests:$(printf ' %s' $missing)"
install || { $as_root apt-get -qq update && install; } || echo "They could not be installed." >&2
# Debian starts Orthanc as a service; the tests start their own, and nothing else is wanted here.
case $missing in
*orthanc*) $as_root sh -c 'invoke-rc.d orthanc stop; update-rc.d orthanc disable' >/dev/null 2>&1 ;;
esac
exit 0
