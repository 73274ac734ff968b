# A private apt root: fetches packages of another suite and unpacks them into a folder of the user's cache. The
# machine's own apt sources, package database and installed packages are neither used nor changed; signatures are
# checked against the installed Debian keyring. No package host is named: the mirror is the one the machine is
# configured for. Sourced by packaging/install-deps.

STRONGROOM_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/strongroom"

# Prints the configured mirrors that carry the release this machine runs, best first.
configured_mirrors() {
    apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT) $(CREATED_BY)' |
        awk -v codename="$DEBIAN_CODENAME" '
            ($2 == codename || $2 == "stable" || $2 == "oldstable") && $3 == "main" && $4 == "Packages" && !seen[$1]++ {
                print $1
            }'
}

# private_apt_prepare ROOT MIRROR SUITE…: writes the configuration that APT_CONFIG=ROOT/apt.conf selects.
private_apt_prepare() {
    local root=$1 mirror=$2 suite
    shift 2
    mkdir -p "$root/state/lists/partial" "$root/cache/archives/partial" "$root/etc/none.d"
    : >"$root/status"
    for suite in "$@"; do
        printf 'deb [signed-by=%s] %s %s main\n' "$DEBIAN_KEYRING" "$mirror" "$suite"
    done >"$root/etc/sources.list"
    {
        # How this machine reaches its mirror (proxies, retries), and nothing else of its configuration.
        apt-config dump | grep -E '^Acquire::(http|https|ftp|socks|Retries|ForceIPv[46])\b' || true
        printf 'Dir::State "%s/state";\nDir::State::status "%s/status";\n' "$root" "$root"
        printf 'Dir::Cache "%s/cache";\n' "$root"
        printf 'Dir::Etc::sourcelist "%s/etc/sources.list";\n' "$root"
        printf 'Dir::Etc::main "/dev/null";\nDir::Etc::preferences "/dev/null";\n'
        printf 'Dir::Etc::%s "%s/etc/none.d";\n' parts "$root" sourceparts "$root" preferencesparts "$root"
        printf 'APT::Install-Recommends "0";\nAcquire::Check-Valid-Until "false";\nAcquire::Languages "none";\n'
        printf 'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";\n'
    } >"$root/apt.conf"
}

# private_apt_unpack TARGET "SUITE…" PACKAGE…: resolves, downloads, verifies and unpacks PACKAGE… with all that they
# depend on (or only them, when a name ends in "!") into TARGET. TARGET appears complete or not at all.
private_apt_unpack() {
    local target=$1 suites=$2 mirror root staging package
    shift 2
    root=$(mktemp -d "${TMPDIR:-/tmp}/strongroom-apt.XXXXXX")
    chmod 755 "$root" # apt downloads as its own unprivileged user when started by root
    staging=$(mktemp -d "$STRONGROOM_CACHE/.unpack.XXXXXX")
    # shellcheck disable=SC2064
    trap "rm -rf '$root' '$staging'; trap - RETURN" RETURN
    while read -r mirror; do
        # shellcheck disable=SC2086
        private_apt_prepare "$root" "$mirror" $suites
        if private_apt_download "$root" "$@" >"$root/log" 2>&1; then
            for package in "$root"/cache/archives/*.deb; do
                dpkg-deb -x "$package" "$staging"
            done
            (cd "$root/cache/archives" && ls -- *.deb) >"$staging/PACKAGES"
            chmod 755 "$staging"
            rm -rf "$target"
            mv "$staging" "$target"
            return 0
        fi
    done < <(configured_mirrors)
    echo "install-deps: no configured mirror serves $* from $suites; the last answers were:" >&2
    [ -f "$root/log" ] && tail -n 5 "$root/log" >&2
    return 1
}

# private_apt_download ROOT PACKAGE…: into ROOT/cache/archives.
private_apt_download() {
    local root=$1 package wanted=() alone=()
    shift
    for package in "$@"; do
        case $package in
        *!) alone+=("${package%!}") ;;
        *) wanted+=("$package") ;;
        esac
    done
    APT_CONFIG="$root/apt.conf" apt-get -q update || return 1
    if [ ${#wanted[@]} -gt 0 ]; then
        APT_CONFIG="$root/apt.conf" apt-get -q -y --download-only install "${wanted[@]}" || return 1
    fi
    for package in "${alone[@]}"; do
        (cd "$root/cache/archives" && APT_CONFIG="$root/apt.conf" apt-get -q download "$package") || return 1
    done
}
