# Completion for gko(1).  Needs nothing but bash.

# The options of a verb, one word each; --NAME= takes a value.
_gko_options ()
{
  local common='-h --help -q --quiet -v --verbose --color= --strict -W --warning= --log= --version'
  case $1 in
  run) echo "$common -o --output= -j --jobs= --language= --variant= -n --dry-run" ;;
  ingest | estimate | compare) echo "$common -o --output= -j --jobs= --variant= -n --dry-run" ;;
  report) echo "$common -o --output= --language= --variant= -n --dry-run" ;;
  suggest) echo "$common -o --output= --codebook= --dictionary= --xlsform= --choices= --country= --year= --survey=" ;;
  check) echo "$common -o --output= -j --jobs= --data --privacy= --k= --variant=" ;;
  show) echo "$common --language= --csv" ;;
  trace) echo "$common -o --output= --language= --variant=" ;;
  diff) echo "$common --csv" ;;
  *) echo '-h --help --version' ;;
  esac
}

# Offer what a compgen command finds, a line each.
_gko_offer ()
{
  local found
  mapfile -t found < <(compgen "$@")
  COMPREPLY+=("${found[@]}")
}

# Offer the values of OPTION that begin with TEXT; status 1 if the option takes none.
_gko_value ()
{
  case $1 in
  --color) _gko_offer -W 'auto always never' -- "$2" ;;
  --language) _gko_offer -W 'en es fr pt' -- "$2" ;;
  -o | --output) compopt -o filenames 2>/dev/null; _gko_offer -d -- "$2" ;;
  --log | --codebook | --dictionary | --xlsform | --choices) compopt -o filenames 2>/dev/null; _gko_offer -f -- "$2" ;;
  -j | --jobs | -W | --warning | --variant | --privacy | --k | --country | --year | --survey) ;;
  *) return 1 ;;
  esac
}

_gko ()
{
  local verbs='run ingest check suggest estimate compare report show trace diff'
  local IFS=$' \t\n' word=${COMP_WORDS[COMP_CWORD]} before='' verb='' i
  COMPREPLY=()
  ((COMP_CWORD > 0)) && before=${COMP_WORDS[COMP_CWORD - 1]}

  for ((i = 1; i < COMP_CWORD; i++)); do
    case " $verbs " in
    *" ${COMP_WORDS[i]} "*)
      verb=${COMP_WORDS[i]}
      break
      ;;
    esac
  done

  # bash cuts --name=value at the sign.
  if [[ $word == = ]]; then
    _gko_value "$before" '' && return
  elif [[ $before == = ]]; then
    _gko_value "${COMP_WORDS[COMP_CWORD - 2]}" "$word" && return
  else
    _gko_value "$before" "$word" && return
  fi

  if [[ $word == -* ]]; then
    _gko_offer -W "$(_gko_options "$verb")" -- "$word"
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
  elif [[ -z $verb ]]; then
    _gko_offer -W "$verbs" -- "$word"
  elif [[ $verb == suggest ]]; then
    # Data files of any name.
    compopt -o filenames 2>/dev/null
    _gko_offer -f -- "$word"
  elif [[ $verb == show && $before == show ]]; then
    _gko_offer -W 'codebook survey indicators coverage' -- "$word"
  else
    # Folders, and the files that people write.
    compopt -o filenames 2>/dev/null
    _gko_offer -d -- "$word"
    _gko_offer -f -X '!*.yaml' -- "$word"
    _gko_offer -f -X '!*.yml' -- "$word"
  fi
  return 0
}

complete -F _gko gko
