# Completion of scu for fish: verbs, options, values, configured peers, DICOM keywords, files.
# Made by `make generate`; what is wrong here is to be mended in tools/pages.
#
# Fish finds it by itself as share/fish/vendor_completions.d/scu.fish; else: scu completion fish | source

# What a value of kind $argv[1] may be, where $argv[2] is typed of it and $argv[3] stands before that.
function __scu_value
    switch $argv[1]
        case file
            string replace -r '^' -- "$argv[3]" (__fish_complete_path "$argv[2]")
        case folder
            string replace -r '^' -- "$argv[3]" (__fish_complete_directories "$argv[2]" '')
        case peer
            string replace -r '^' -- "$argv[3]" (scu completion --peers 2>/dev/null)
        case host
            scu completion --peers 2>/dev/null
            __fish_complete_path "$argv[2]"
        case verb
            __scu_verbs
        case keywords
            set -l nest (string match -r '.*[,-]' -- "$argv[2]")
            __scu_keywords | string replace -r '^' -- "$argv[3]$nest"
        case key keyword
            string match -q '*=*' -- "$argv[2]"; and return
            set -l nest (string match -r '.*\.' -- "$argv[2]")
            if test $argv[1] = key
                __scu_keywords | string replace -r '(.*)' -- "$argv[3]$nest\$1="
            else
                __scu_keywords | string replace -r '^' -- "$argv[3]$nest"
            end
        case '=*'
            string replace -r '^' -- "$argv[3]" (string split , (string sub -s 2 -- $argv[1]))
        case '*'
            string replace -r '^' -- "$argv[3]" (__scu_list $argv[1])
    end
end

function __scu_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l verb scu
    set -l count 1
    set -l only_words 0
    set -l due
    for word in $words[2..-1]
        if set -q due[1]
            if test $due[1] = transcode -a "$word" = always
                set due syntax
            else
                set -e due[1]
            end
        else if test $only_words = 1; or not string match -qr '^[-+].' -- "$word"
            if test $verb = scu
                set verb $word
            else
                set count (math $count + 1)
            end
        else if test "$word" = --
            set only_words 1
        else if test "$word" = --transcode=always
            set due syntax
        else
            set due (__scu_takes $verb $word)
        end
    end
    if set -q due[1]
        __scu_value $due[1] "$current"
    else if test $only_words = 0; and string match -qr '^--.*=' -- "$current"
        set -l parts (string split -m 1 = -- "$current")
        set -l takes (__scu_takes $verb $parts[1]) nothing
        __scu_value $takes[1] "$parts[2]" "$parts[1]="
    else if test $only_words = 0; and string match -qr '^[-+]' -- "$current"
        __scu_options $verb
    else if string match -q '@*' -- "$current" # a command file
        __scu_value file (string sub -s 2 -- "$current") @
    else
        set -l takes (__scu_words $verb)
        set -q takes[$count]; or set count (count $takes)
        __scu_value $takes[$count] "$current"
    end
end
