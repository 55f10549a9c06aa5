# Makes the Python environment in .venv and keeps it as the lock files say. Sourced by the scripts beside it.
# `prepare run` installs what Köpir runs on; `prepare dev` also what tests and checks need. Does nothing when up to date.

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

find_python() {
    for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
        command -v "$name" >/dev/null 2>&1 || continue
        "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue
        [ -n "$uv" ] || "$name" -c 'import venv, ensurepip' 2>/dev/null || { without_venv=$name; continue; }
        command -v "$name"
        return
    done
    [ -z "${without_venv:-}" ] || fail "Köpir needs Python's venv module, which $without_venv lacks. On Debian or Ubuntu: apt-get install python3-venv"
    [ -z "$uv" ] || { echo ">=3.11,<3.15"; return; }
    fail "Köpir needs Python 3.11, 3.12, 3.13 or 3.14, and none was found. Install one (on Debian or Ubuntu: apt-get install python3 python3-venv) or install uv, and start again."
}

make_environment() {
    echo "Making the Python environment in .venv"
    python=$(find_python) || exit 1
    if [ -n "$uv" ]; then
        "$uv" venv --quiet --clear --python "$python" .venv
    else
        "$python" -m venv --clear .venv
    fi || fail "The environment could not be made in $root/.venv (see above)."
}

install() {
    if [ -n "$uv" ]; then
        "$uv" pip install --quiet --python .venv/bin/python "$@"
    else
        .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
        .venv/bin/python -m pip install --quiet --no-compile --disable-pip-version-check "$@"
    fi || fail "The packages could not be installed (see above). Check the network and start again; nothing is lost."
}

prepare() {
    root=$(pwd)
    uv=$(command -v uv || true)
    lock=requirements.txt
    [ "$1" = run ] || lock=requirements-$1.txt
    wanted=$(printf '%s\n' "$root" "$(cat "$lock" pyproject.toml | cksum)")
    .venv/bin/python -c '' 2>/dev/null || make_environment
    [ "$(cat ".venv/.installed-$1" 2>/dev/null)" = "$wanted" ] && [ -x .venv/bin/kopir ] && return
    echo "Installing the packages of $lock"
    install -r "$lock"
    install --no-deps -e .
    printf '%s\n' "$wanted" >".venv/.installed-$1"
}
