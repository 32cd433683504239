#compdef scu
# Completion of scu for zsh: verbs, options, values, configured peers, DICOM keywords, files.
# Made by `make generate`; what is wrong here is to be mended in tools/pages.
#
# Zsh finds it by itself as _scu in a folder of fpath, such as share/zsh/site-functions; else, after compinit:
# source <(scu completion zsh)

# Offer the names of the configured peers.
_scu_peers() {
  local -a peers
  peers=(${(f)"$(_call_program peers scu completion --peers 2>/dev/null)"})
  _wanted peers expl 'peer' compadd -a peers
}

# Offer what a value of kind $1 may be.
_scu_value() {
  local -a list
  case $1 in
    (file) _files ;;
    (folder) _files -/ ;;
    (peer) _scu_peers ;;
    (host) _alternative 'peers::_scu_peers' 'files::_files' ;;
    (verb)
      _scu_verbs
      _describe -t commands 'verb' list
      ;;
    (keywords)
      compset -P '*[,-]'
      _wanted keywords expl 'keyword' compadd -q -S , -a _scu_keywords
      ;;
    (key|keyword)
      [[ $PREFIX == *=* ]] && return 1
      compset -P '*.'
      if [[ $1 == key ]]; then
        _wanted keywords expl 'keyword' compadd -q -S = -a _scu_keywords
      else
        _wanted keywords expl 'keyword' compadd -a _scu_keywords
      fi
      ;;
    ('='*)
      list=(${(s:,:)1#=})
      _wanted values expl 'value' compadd -a list
      ;;
    (*)
      _scu_list $1
      _wanted values expl 'value' compadd -a list
      ;;
  esac
}

_scu() {
  local verb=scu word curcontext=$curcontext expl
  integer i count=0 only_words=0
  local -a due takes list
  for (( i = 2; i < CURRENT; i++ )); do
    word=${(Q)words[i]}
    if (( $#due )); then
      if [[ $due[1] == transcode && $word == always ]]; then
        due=(syntax)
      else
        shift due
      fi
    elif [[ $only_words == 1 || $word != [-+]?* ]]; then
      if [[ $verb == scu ]]; then verb=$word; else (( count++ )); fi
    elif [[ $word == -- ]]; then
      only_words=1
    elif [[ $word == --transcode=always ]]; then
      due=(syntax)
    else
      _scu_takes $verb $word
      due=($takes)
    fi
  done
  if (( $#due )); then
    _scu_value $due[1]
  elif [[ $only_words == 0 && $PREFIX == --*=* ]]; then
    _scu_takes $verb ${PREFIX%%=*}
    compset -P '*='
    _scu_value ${takes[1]:-nothing}
  elif [[ $only_words == 0 && $PREFIX == [-+]* ]]; then
    _scu_options $verb
    _describe -o 'option' list
  elif compset -P @; then # a command file
    _files
  else
    _scu_words $verb
    (( count < $#takes )) || count=$(( $#takes - 1 ))
    _scu_value $takes[count+1]
  fi
}
