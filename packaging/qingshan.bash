# bash completion for qingshan
# shellcheck shell=bash
_qingshan() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} verb=${COMP_WORDS[1]:-}
    local options='' words=''
    COMPREPLY=()
    case $previous in
    --cell) words='100 30 10' ;;
    --block) words='256 512 1024' ;;
    --lang) words='zh en' ;;
    --method) words='d8 mfd dinf' ;;
    --stats) words='count sum mean min max stdev median majority fraction' ;;
    --year | --jobs | --threshold | --snap | --key | --layer | --suffix | --band) return ;;
    --weights | --outlets | -o)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
        ;;
    --out | --diagnose | --workspace)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$current")
        return
        ;;
    esac
    if [ -n "$words" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
        return
    fi
    if [ "$COMP_CWORD" -eq 1 ] || [ "$verb" = help ]; then
        mapfile -t COMPREPLY < <(compgen -W 'demo check account explain terrain zonal invest help version' -- "$current")
        return
    fi
    if [ "$verb" = terrain ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'fill flow accumulate streams distance basins slope ls' -- "$current")
        return
    fi
    if [ "$verb" = invest ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'carbon annual_water_yield seasonal_water_yield getspec' -- "$current")
        return
    fi
    if [ "$verb" = invest ] && [ "${COMP_WORDS[2]}" = getspec ]; then
        mapfile -t COMPREPLY < <(compgen -W 'carbon annual_water_yield seasonal_water_yield' -- "$current")
        return
    fi
    case $verb in
    terrain) options='--band --method --weights --threshold --outlets --snap' ;;
    zonal) options='-o --stats --key --layer --index --band --jobs' ;;
    invest) options='--workspace --suffix --final-only --jobs --validate' ;;
    demo) options='--cell --jobs' ;;
    check) options='--year --json' ;;
    explain) options='--out --json --jobs' ;;
    account) options='--year --out --jobs --block --maps --json --dry-run --diagnose' ;;
    esac
    case $current in
    -*) mapfile -t COMPREPLY < <(compgen -W "$options --lang -q" -- "$current") ;;
    *)
        compopt -o filenames 2>/dev/null
        if [ "$verb" = terrain ] || [ "$verb" = zonal ] || [ "$verb" = invest ]; then
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
        else
            mapfile -t COMPREPLY < <(compgen -d -- "$current")
        fi
        if [ "$verb" = account ] && [ "$COMP_CWORD" -eq 2 ]; then
            mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W verify -- "$current")
        fi
        ;;
    esac
}
complete -F _qingshan qingshan
