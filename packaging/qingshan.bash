# bash completion for qingshan
# shellcheck shell=bash
_qingshan() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]:-}
    local options=
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'demo check account --help --version' -- "$current")
        return
    fi
    case $previous in
    --cell)
        mapfile -t COMPREPLY < <(compgen -W '100 30 10' -- "$current")
        return
        ;;
    --year | --jobs) return ;;
    --out | --diagnose)
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        return
        ;;
    esac
    case $verb in
    demo) options='--cell --help' ;;
    check) options='--json --help' ;;
    account) options='--year --out --jobs --maps --json --dry-run --diagnose --help' ;;
    esac
    case $current in
    -*) mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current") ;;
    *)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        if [ "$verb" = account ] && [ "$COMP_CWORD" -eq 2 ]; then
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W verify -- "$current")
        fi
        ;;
    esac
}
complete -F _qingshan qingshan
