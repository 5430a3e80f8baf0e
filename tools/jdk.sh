# Sourced by ./slipway, ./format and .ci/run: finds a Java of at least the asked version.
# shellcheck shell=bash

# java_home_version HOME: prints the major version of the JDK in HOME, from its release file (no JVM is started).
java_home_version() {
  local line version=''
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        version=${line#JAVA_VERSION=}
        version=${version//\"/}
        ;;
    esac
  done <"$1/release"
  version=${version%%[.+-]*}
  [[ $version =~ ^[0-9]+$ ]] && printf '%s\n' "$version"
}

# find_java_home MIN: prints the home of a JDK of version MIN or above: JAVA_HOME, then PATH, then the newest
# in the usual folders. Fails when there is none.
find_java_home() {
  local min=$1 home version best='' best_version=0 on_path
  if [ -n "${JAVA_HOME:-}" ] && version=$(java_home_version "$JAVA_HOME") && [ "$version" -ge "$min" ]; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  if on_path=$(command -v java); then
    on_path=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
    home=${on_path%/bin/java}
    if version=$(java_home_version "$home") && [ "$version" -ge "$min" ]; then
      printf '%s\n' "$home"
      return
    fi
  fi
  for home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* "${HOME:-/nowhere}"/.sdkman/candidates/java/* \
    "${HOME:-/nowhere}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if version=$(java_home_version "$home") && [ "$version" -ge "$min" ] && [ "$version" -gt "$best_version" ]; then
      best=$home
      best_version=$version
    fi
  done
  [ -n "$best" ] && printf '%s\n' "$best"
}
