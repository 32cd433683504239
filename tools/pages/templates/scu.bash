# Completion of scu for bash: verbs, options, values, configured peers, DICOM keywords, files.
# Made by `make generate`; what is wrong here is to be mended in tools/pages.
#
# Bash finds it by itself as share/bash-completion/completions/scu; else: source <(scu completion bash)

# The words up to the cursor, as they were typed: bash cuts them at = and : and @, too.
_scu_split() {
    local line=${COMP_LINE:0:COMP_POINT} i word
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i == 0)) || [[ $line == [[:space:]]* ]]; then
            line=${line#"${line%%[![:space:]]*}"}
            words+=("")
        fi
        ((i == COMP_CWORD)) && word=$line
        words[${#words[@]} - 1]+=$word
        line=${line#"$word"}
    done
}

# What is in COMPREPLY takes the place of what stands after the last = or : or @ of the word $1.
_scu_cut() {
    local breaks=${COMP_WORDBREAKS//[^=:@]/} head= i
    [[ $breaks && ! $quote && $1 != @* && $1 == *["$breaks"]* ]] && head=${1%"${1##*["$breaks"]}"}
    for i in "${!COMPREPLY[@]}"; do
        COMPREPLY[i]=$before${COMPREPLY[i]}
        COMPREPLY[i]=${COMPREPLY[i]#"$head"}
    done
}

# Of these words offer those that begin with $current; $1 goes before them, $2 after. Bash offers no files then.
_scu_offer() {
    local prefix=$1 suffix=$2 word
    shift 2
    compopt +o default 2>/dev/null
    for word; do
        [[ $prefix$word == "$current"* ]] || continue
        word=$prefix$word$suffix
        [[ $word == *' '* && ! $quote ]] && printf -v word %q "$word"
        COMPREPLY+=("$word")
    done
}

# Offer the names of the configured peers.
_scu_peers() {
    local -a names
    IFS=$'\n' read -r -d '' -a names < <(scu completion --peers 2>/dev/null)
    _scu_offer "" "" "${names[@]}"
}

# Offer command files, @FILE: bash would take what follows for the name of a host.
_scu_command_file() {
    local file
    while IFS= read -r file; do
        [[ -d $file ]] && file+=/ && compopt -o nospace 2>/dev/null
        [[ $quote ]] || printf -v file %q "$file"
        COMPREPLY+=("@$file")
    done < <(compgen -f -- "${current#@}")
}

# Offer what a value of kind $1 may be.
_scu_value() {
    local nest
    case $1 in
        file) ;; # bash does it by itself
        folder) compopt +o default -o dirnames 2>/dev/null ;;
        peer) _scu_peers ;;
        host)
            _scu_peers
            compopt -o default 2>/dev/null
            ;;
        verb)
            _scu_verbs
            _scu_offer "" "" "${list[@]}"
            ;;
        keywords)
            nest=${current%"${current##*[,-]}"}
            compopt -o nospace 2>/dev/null
            _scu_offer "$nest" "" "${_scu_keywords[@]}"
            ;;
        key | keyword)
            [[ $current == *.* ]] && nest=${current%.*}.
            if [[ $current == *=* ]]; then
                compopt +o default 2>/dev/null
            elif [[ $1 == key ]]; then
                compopt -o nospace 2>/dev/null
                _scu_offer "$nest" = "${_scu_keywords[@]}"
            else
                _scu_offer "$nest" "" "${_scu_keywords[@]}"
            fi
            ;;
        =*)
            IFS=, read -r -a list <<<"${1#=}"
            _scu_offer "" "" "${list[@]}"
            ;;
        *)
            _scu_list "$1"
            _scu_offer "" "" "${list[@]}"
            ;;
    esac
}

_scu() {
    local words current typed verb=scu word quote before i count=0 only_words
    local -a due=() takes=() list=()
    COMPREPLY=()
    _scu_split
    typed=${words[${#words[@]} - 1]}
    current=$typed
    if [[ $current == [\"\']* ]]; then
        quote=${current:0:1}
        current=${current:1}
    else
        current=${current//\\/}
    fi
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        word=${words[i]}
        if ((${#due[@]})); then
            if [[ ${due[0]} == transcode && $word == always ]]; then
                due=(syntax)
            else
                due=("${due[@]:1}")
            fi
        elif [[ $only_words || $word != [-+]?* ]]; then
            if [[ $verb == scu ]]; then verb=$word; else ((count++)); fi
        elif [[ $word == -- ]]; then
            only_words=1
        elif [[ $word == --transcode=always ]]; then
            due=(syntax)
        else
            _scu_takes "$verb" "$word"
            due=("${takes[@]}")
        fi
    done
    if ((${#due[@]})); then
        _scu_value "${due[0]}"
    elif [[ ! $only_words && $current == --*=* ]]; then
        before=${current%%=*}=
        current=${current#*=}
        _scu_takes "$verb" "${before%=}"
        _scu_value "${takes[0]-nothing}"
    elif [[ ! $only_words && $current == [-+]* ]]; then
        _scu_options "$verb"
        _scu_offer "" "" "${list[@]}"
    elif [[ $current == @* ]]; then
        _scu_command_file
    else
        _scu_words "$verb"
        ((count < ${#takes[@]} - 1)) || count=$((${#takes[@]} - 1))
        _scu_value "${takes[count]}"
    fi
    _scu_cut "$typed"
}
