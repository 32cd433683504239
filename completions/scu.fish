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

function __scu_verbs
    printf '%s\t%s\n' 'echo' 'Ask a server whether it is there, and knows us (C-ECHO).'
    printf '%s\t%s\n' 'store' 'Send DICOM files and folders to a server (C-STORE).'
    printf '%s\t%s\n' 'find' 'Ask what a server holds, or what is scheduled (C-FIND).'
    printf '%s\t%s\n' 'move' 'Have a server send objects, here or to a third party (C-MOVE).'
    printf '%s\t%s\n' 'get' 'Fetch objects on the same association (C-GET).'
    printf '%s\t%s\n' 'commit' 'Ask a server whether it keeps objects for good (storage commitment).'
    printf '%s\t%s\n' 'doctor' 'Find out why a connection does not work, and who must do what.'
    printf '%s\t%s\n' 'explain' 'Say what a code or a line of a log means, and who must do what.'
    printf '%s\t%s\n' 'peers' 'List, show, add, remove or test the servers that are known by name.'
    printf '%s\t%s\n' 'history' 'Show what was sent and fetched from here: when, to whom, how many, and how it ended.'
    printf '%s\t%s\n' 'serve' 'Run a practice server over a folder of DICOM files. It is no PACS.'
    printf '%s\t%s\n' 'demo' 'Show the five verbs against a practice server of its own, on real files.'
    printf '%s\t%s\n' 'completion' 'Print what completes the command line in bash, zsh or fish.'
    printf '%s\t%s\n' 'gdcmscu' 'Takes the command lines of the old tool of that name.'
    printf '%s\t%s\n' 'getscu' 'Takes the command lines of the old tool of that name.'
    printf '%s\t%s\n' 'echoscu' 'Takes the command lines of the old tool of that name.'
    printf '%s\t%s\n' 'storescu' 'Takes the command lines of the old tool of that name.'
    printf '%s\t%s\n' 'findscu' 'Takes the command lines of the old tool of that name.'
    printf '%s\t%s\n' 'movescu' 'Takes the command lines of the old tool of that name.'
    printf '%s\t%s\n' 'dcmsend' 'Takes the command lines of the old tool of that name.'
end

# The options of a verb.
function __scu_options
    if contains -- $argv[1] scu
        printf '%s\t%s\n' '--version' 'Show the version and exit'
        printf '%s\t%s\n' '--config' 'The configuration file (SCU_CONFIG)'
    end
    if contains -- $argv[1] scu echo store find move get commit doctor explain peers history serve demo completion
        printf '%s\t%s\n' '-h' 'Show this message and exit'
        printf '%s\t%s\n' '--help' 'Show this message and exit'
    end
    if contains -- $argv[1] echo store find move get commit doctor
        printf '%s\t%s\n' '-H' 'The host, as an option'
        printf '%s\t%s\n' '--hostname' 'The host, as an option'
        printf '%s\t%s\n' '-aet' 'Our own AE title (SCU_AETITLE'
        printf '%s\t%s\n' '--aetitle' 'Our own AE title (SCU_AETITLE'
        printf '%s\t%s\n' '-aec' 'The AE title to call (SCU_CALL'
        printf '%s\t%s\n' '--call' 'The AE title to call (SCU_CALL'
    end
    if contains -- $argv[1] echo store find move get commit doctor serve
        printf '%s\t%s\n' '-p' 'The port'
        printf '%s\t%s\n' '--port' 'The port'
    end
    if contains -- $argv[1] echo store find move get commit doctor peers
        printf '%s\t%s\n' '--config' 'Another configuration file (SCU_CONFIG)'
        printf '%s\t%s\n' '-to' 'To connect, for each address'
        printf '%s\t%s\n' '--timeout' 'To connect, for each address'
        printf '%s\t%s\n' '-ta' 'To associate and to release'
        printf '%s\t%s\n' '--acse-timeout' 'To associate and to release'
        printf '%s\t%s\n' '-td' 'Of silence in an operation'
        printf '%s\t%s\n' '--dimse-timeout' 'Of silence in an operation'
        printf '%s\t%s\n' '--total-timeout' 'For an association in all'
        printf '%s\t%s\n' '-pdu' 'The longest PDU that we take'
        printf '%s\t%s\n' '--max-pdu' 'The longest PDU that we take'
        printf '%s\t%s\n' '-i4' 'Use IPv4 only'
        printf '%s\t%s\n' '--ipv4' 'Use IPv4 only'
        printf '%s\t%s\n' '-i6' 'Use IPv6 only'
        printf '%s\t%s\n' '--ipv6' 'Use IPv6 only'
        printf '%s\t%s\n' '-i0' 'Use either, as the name resolves (the default)'
        printf '%s\t%s\n' '--ip-auto' 'Use either, as the name resolves (the default)'
        printf '%s\t%s\n' '--proxy' 'Connect through a proxy, http://host:port or socks5://host:port (SCU_PROXY)'
        printf '%s\t%s\n' '--repeat' 'Do it N times on the association'
        printf '%s\t%s\n' '--abort' 'End with an A-ABORT in place of a release'
        printf '%s\t%s\n' '+v' 'Show the presentation contexts, with --verbose'
        printf '%s\t%s\n' '--verbose-pc' 'Show the presentation contexts, with --verbose'
        printf '%s\t%s\n' '--root-uid' 'The root of the UIDs that are made here (GDCM_ROOT_UID)'
        printf '%s\t%s\n' '-usr' 'The user\'s name'
        printf '%s\t%s\n' '--user' 'The user\'s name'
        printf '%s\t%s\n' '-pwd' 'The user\'s password'
        printf '%s\t%s\n' '--password' 'The user\'s password'
        printf '%s\t%s\n' '--password-file' 'The user\'s password is the first line of this file'
        printf '%s\t%s\n' '-epw' 'The user\'s password is empty'
        printf '%s\t%s\n' '--empty-password' 'The user\'s password is empty'
        printf '%s\t%s\n' '--ask-password' 'Ask for the user\'s password'
        printf '%s\t%s\n' '-kt' 'The file of a Kerberos ticket'
        printf '%s\t%s\n' '--kerberos' 'The file of a Kerberos ticket'
        printf '%s\t%s\n' '--saml' 'The file of a SAML assertion'
        printf '%s\t%s\n' '--jwt' 'The file of a JSON web token'
        printf '%s\t%s\n' '-rsp' 'Go on only if the server confirms that it knows the user'
        printf '%s\t%s\n' '--pos-response' 'Go on only if the server confirms that it knows the user'
        printf '%s\t%s\n' '-tls' 'No TLS (the default)'
        printf '%s\t%s\n' '--disable-tls' 'No TLS (the default)'
        printf '%s\t%s\n' '+tls' 'TLS with this private key and certificate'
        printf '%s\t%s\n' '--enable-tls' 'TLS with this private key and certificate'
        printf '%s\t%s\n' '+tla' 'TLS without a certificate of our own'
        printf '%s\t%s\n' '--anonymous-tls' 'TLS without a certificate of our own'
        printf '%s\t%s\n' '+ps' 'Ask for the key\'s password (the default)'
        printf '%s\t%s\n' '--std-passwd' 'Ask for the key\'s password (the default)'
        printf '%s\t%s\n' '+pw' 'The key\'s password'
        printf '%s\t%s\n' '--use-passwd' 'The key\'s password'
        printf '%s\t%s\n' '-pw' 'The key\'s password is empty'
        printf '%s\t%s\n' '--null-passwd' 'The key\'s password is empty'
        printf '%s\t%s\n' '--passwd-file' 'The key\'s password is the first line of this file'
        printf '%s\t%s\n' '-pem' 'Key and certificate are PEM files (the default)'
        printf '%s\t%s\n' '--pem-keys' 'Key and certificate are PEM files (the default)'
        printf '%s\t%s\n' '-der' 'Key and certificate are DER files'
        printf '%s\t%s\n' '--der-keys' 'Key and certificate are DER files'
        printf '%s\t%s\n' '+cf' 'Trust these certificates'
        printf '%s\t%s\n' '--add-cert-file' 'Trust these certificates'
        printf '%s\t%s\n' '+cd' 'Trust the certificates in this folder'
        printf '%s\t%s\n' '--add-cert-dir' 'Trust the certificates in this folder'
        printf '%s\t%s\n' '+crl' 'A revocation list'
        printf '%s\t%s\n' '--add-crl-file' 'A revocation list'
        printf '%s\t%s\n' '+crv' 'Look the peer\'s certificate up in the lists'
        printf '%s\t%s\n' '--enable-crl-vfy' 'Look the peer\'s certificate up in the lists'
        printf '%s\t%s\n' '+cra' 'Look up its issuers too'
        printf '%s\t%s\n' '--enable-crl-all' 'Look up its issuers too'
        printf '%s\t%s\n' '+ph' 'List the TLS profiles, and stop'
        printf '%s\t%s\n' '--list-profiles' 'List the TLS profiles, and stop'
        printf '%s\t%s\n' '+cc' 'List the cipher suites, and stop'
        printf '%s\t%s\n' '--list-ciphers' 'List the cipher suites, and stop'
        printf '%s\t%s\n' '+pg' 'BCP 195 RFC 8996 (the default)'
        printf '%s\t%s\n' '--profile-8996' 'BCP 195 RFC 8996 (the default)'
        printf '%s\t%s\n' '+pm' 'Modified BCP 195 RFC 8996'
        printf '%s\t%s\n' '--profile-8996-mod' 'Modified BCP 195 RFC 8996'
        printf '%s\t%s\n' '+py' 'Non-downgrading BCP 195 (retired)'
        printf '%s\t%s\n' '--profile-bcp195-nd' 'Non-downgrading BCP 195 (retired)'
        printf '%s\t%s\n' '+px' 'BCP 195 (retired)'
        printf '%s\t%s\n' '--profile-bcp195' 'BCP 195 (retired)'
        printf '%s\t%s\n' '+pz' 'Extended BCP 195 (retired)'
        printf '%s\t%s\n' '--profile-bcp195-ex' 'Extended BCP 195 (retired)'
        printf '%s\t%s\n' '+pb' 'Basic, with 3DES (retired)'
        printf '%s\t%s\n' '--profile-basic' 'Basic, with 3DES (retired)'
        printf '%s\t%s\n' '+pa' 'AES (retired)'
        printf '%s\t%s\n' '--profile-aes' 'AES (retired)'
        printf '%s\t%s\n' '+pn' 'Authenticated, not encrypted (retired)'
        printf '%s\t%s\n' '--profile-null' 'Authenticated, not encrypted (retired)'
        printf '%s\t%s\n' '+cs' 'A cipher suite beside the profile\'s'
        printf '%s\t%s\n' '--cipher' 'A cipher suite beside the profile\'s'
        printf '%s\t%s\n' '--no-sni' 'Send no server name (the default)'
        printf '%s\t%s\n' '--request-sni' 'Send this server name (SNI), and insist on it in the certificate'
        printf '%s\t%s\n' '+rs' 'Stir this file into the random generator'
        printf '%s\t%s\n' '--seed' 'Stir this file into the random generator'
        printf '%s\t%s\n' '+ws' 'Write the seed back, with --seed'
        printf '%s\t%s\n' '--write-seed' 'Write the seed back, with --seed'
        printf '%s\t%s\n' '+wf' 'Write a seed there, with --seed'
        printf '%s\t%s\n' '--write-seed-file' 'Write a seed there, with --seed'
        printf '%s\t%s\n' '-rc' 'Verify the peer\'s certificate (the default)'
        printf '%s\t%s\n' '--require-peer-cert' 'Verify the peer\'s certificate (the default)'
        printf '%s\t%s\n' '-ic' 'Take any certificate, or none'
        printf '%s\t%s\n' '--ignore-peer-cert' 'Take any certificate, or none'
        printf '%s\t%s\n' '--pcap' 'Write what is sent and received to a new file for Wireshark, or into a named pipe'
        printf '%s\t%s\n' '--pcap-redact' 'With --pcap: blank data sets, so that PDUs and commands remain'
        printf '%s\t%s\n' '--trace' 'Show PDUs and DIMSE messages as they go and come, without data sets'
        printf '%s\t%s\n' '--evidence' 'Write down for others what happened, as JSON in a new file, on failure too: versions, …'
        printf '%s\t%s\n' '--with-values' 'With --evidence: with values of keys, names of files, and matches'
    end
    if contains -- $argv[1] echo store move get commit doctor explain
        printf '%s\t%s\n' '--format' 'How results are written'
    end
    if contains -- $argv[1] echo store find move get commit doctor explain peers history
        printf '%s\t%s\n' '-q' 'Show errors only, and what was asked for'
        printf '%s\t%s\n' '--quiet' 'Show errors only, and what was asked for'
        printf '%s\t%s\n' '-v' 'Tell what happens'
        printf '%s\t%s\n' '-V' 'Tell what happens'
        printf '%s\t%s\n' '--verbose' 'Tell what happens'
        printf '%s\t%s\n' '-d' 'Tell everything'
        printf '%s\t%s\n' '-D' 'Tell everything'
        printf '%s\t%s\n' '--debug' 'Tell everything'
        printf '%s\t%s\n' '-ll' 'How much is told: fatal, error, warn, info, debug or trace'
        printf '%s\t%s\n' '--log-level' 'How much is told: fatal, error, warn, info, debug or trace'
        printf '%s\t%s\n' '--warning' 'Tell of what is odd, as by default: --log-level warn'
        printf '%s\t%s\n' '-E' 'Tell of errors only: --log-level error'
        printf '%s\t%s\n' '--error' 'Tell of errors only: --log-level error'
        printf '%s\t%s\n' '-L' 'Write the log to the end of this file'
        printf '%s\t%s\n' '--log-file' 'Write the log to the end of this file'
        printf '%s\t%s\n' '-lc' 'Log as this file of log4cplus properties says'
        printf '%s\t%s\n' '--log-config' 'Log as this file of log4cplus properties says'
        printf '%s\t%s\n' '--arguments' 'Show the command line with the words of its @files first'
    end
    if contains -- $argv[1] echo store move get commit doctor explain peers history
        printf '%s\t%s\n' '-W' 'Tell of what is odd, as by default: --log-level warn'
    end
    if contains -- $argv[1] echo store find move get commit
        printf '%s\t%s\n' '-x=' 'Propose explicit VR in this machine\'s byte order first'
        printf '%s\t%s\n' '--propose-uncompr' 'Propose explicit VR in this machine\'s byte order first'
        printf '%s\t%s\n' '-xe' 'Propose explicit VR little endian first'
        printf '%s\t%s\n' '--propose-little' 'Propose explicit VR little endian first'
        printf '%s\t%s\n' '-xb' 'Propose explicit VR big endian first'
        printf '%s\t%s\n' '--propose-big' 'Propose explicit VR big endian first'
        printf '%s\t%s\n' '-xd' 'Propose deflated explicit VR little endian first'
        printf '%s\t%s\n' '--propose-deflated' 'Propose deflated explicit VR little endian first'
        printf '%s\t%s\n' '-xi' 'Propose implicit VR little endian alone'
        printf '%s\t%s\n' '--propose-implicit' 'Propose implicit VR little endian alone'
    end
    if contains -- $argv[1] store
        printf '%s\t%s\n' '-i' 'A file or folder to send, beside those named after the host'
        printf '%s\t%s\n' '--input' 'A file or folder to send, beside those named after the host'
        printf '%s\t%s\n' '--pattern' 'Of the files in a folder take those whose names match, as \'*.dcm\''
        printf '%s\t%s\n' '--null' 'A null byte ends each path on standard input, as of find -print0'
        printf '%s\t%s\n' '--rename' 'Append .done to the name of each file that was stored, and .bad where that failed'
        printf '%s\t%s\n' '--async' 'Have up to N objects under way at a time, if the server grants it'
        printf '%s\t%s\n' '--halt' 'Stop at the first object that cannot be stored'
        printf '%s\t%s\n' '-xs' 'Propose JPEG lossless first'
        printf '%s\t%s\n' '--propose-lossless' 'Propose JPEG lossless first'
        printf '%s\t%s\n' '-xy' 'Propose JPEG baseline, 8 bits first'
        printf '%s\t%s\n' '--propose-jpeg8' 'Propose JPEG baseline, 8 bits first'
        printf '%s\t%s\n' '-xx' 'Propose JPEG extended, 12 bits first'
        printf '%s\t%s\n' '--propose-jpeg12' 'Propose JPEG extended, 12 bits first'
        printf '%s\t%s\n' '-xv' 'Propose JPEG 2000 lossless first'
        printf '%s\t%s\n' '--propose-j2k-lossless' 'Propose JPEG 2000 lossless first'
        printf '%s\t%s\n' '-xw' 'Propose JPEG 2000 first'
        printf '%s\t%s\n' '--propose-j2k-lossy' 'Propose JPEG 2000 first'
        printf '%s\t%s\n' '-xt' 'Propose JPEG-LS lossless first'
        printf '%s\t%s\n' '--propose-jls-lossless' 'Propose JPEG-LS lossless first'
        printf '%s\t%s\n' '-xu' 'Propose JPEG-LS first'
        printf '%s\t%s\n' '--propose-jls-lossy' 'Propose JPEG-LS first'
        printf '%s\t%s\n' '-xm' 'Propose MPEG2 main profile at main level first'
        printf '%s\t%s\n' '--propose-mpeg2' 'Propose MPEG2 main profile at main level first'
        printf '%s\t%s\n' '-xh' 'Propose MPEG2 main profile at high level first'
        printf '%s\t%s\n' '--propose-mpeg2-high' 'Propose MPEG2 main profile at high level first'
        printf '%s\t%s\n' '-xn' 'Propose MPEG4 high profile, level 4.1 first'
        printf '%s\t%s\n' '--propose-mpeg4' 'Propose MPEG4 high profile, level 4.1 first'
        printf '%s\t%s\n' '-xl' 'Propose MPEG4 for BD, level 4.1 first'
        printf '%s\t%s\n' '--propose-mpeg4-bd' 'Propose MPEG4 for BD, level 4.1 first'
        printf '%s\t%s\n' '-x2' 'Propose MPEG4 high profile, level 4.2, 2D first'
        printf '%s\t%s\n' '--propose-mpeg4-2-2d' 'Propose MPEG4 high profile, level 4.2, 2D first'
        printf '%s\t%s\n' '-x3' 'Propose MPEG4 high profile, level 4.2, 3D first'
        printf '%s\t%s\n' '--propose-mpeg4-2-3d' 'Propose MPEG4 high profile, level 4.2, 3D first'
        printf '%s\t%s\n' '-xo' 'Propose MPEG4 stereo, level 4.2 first'
        printf '%s\t%s\n' '--propose-mpeg4-2-st' 'Propose MPEG4 stereo, level 4.2 first'
        printf '%s\t%s\n' '-x4' 'Propose HEVC main profile, level 5.1 first'
        printf '%s\t%s\n' '--propose-hevc' 'Propose HEVC main profile, level 5.1 first'
        printf '%s\t%s\n' '-x5' 'Propose HEVC main 10 profile, level 5.1 first'
        printf '%s\t%s\n' '--propose-hevc10' 'Propose HEVC main 10 profile, level 5.1 first'
        printf '%s\t%s\n' '-xr' 'Propose RLE lossless first'
        printf '%s\t%s\n' '--propose-rle' 'Propose RLE lossless first'
        printf '%s\t%s\n' '--transcode' 'Send an object uncompressed if the server does not accept its transfer syntax (auto), …'
        printf '%s\t%s\n' '--allow-lossy' 'Transcode also what is in a lossy transfer syntax (JPEG Baseline and Extended, …'
        printf '%s\t%s\n' '--set' 'Set an attribute, written as the keys of find are: PatientID=X, 10,20=X, …'
        printf '%s\t%s\n' '--delete' 'Leave out an attribute, or an item of a sequence'
        printf '%s\t%s\n' '--uid-suffix' 'Append it, with a dot, to Study, Series and SOP Instance UIDs, and to references to them'
        printf '%s\t%s\n' '--invent' 'Send each object, and each repetition, as a new instance'
        printf '%s\t%s\n' '--invent-series-after' 'Objects in an invented series (100)'
        printf '%s\t%s\n' '--invent-study-after' 'Series in an invented study (50)'
        printf '%s\t%s\n' '--invent-patient-after' 'Studies of an invented patient (25)'
        printf '%s\t%s\n' '--commit' 'Ask the server to commit itself to keep what was stored (storage commitment), and wait …'
        printf '%s\t%s\n' '--probe' 'Send nothing, but find out in which transfer syntaxes the server takes the SOP classes …'
        printf '%s\t%s\n' '--all-classes' 'Ask for all storage classes and all transfer syntaxes'
        printf '%s\t%s\n' '--compare' 'Tell what has changed since this JSON document of --probe was written'
        printf '%s\t%s\n' '--report' 'Write down what became of each object, in FILE.json or FILE.csv'
        printf '%s\t%s\n' '--resume' 'Send what this report does not list as stored: of the files that are named, or else of …'
        printf '%s\t%s\n' '--retry' 'Try an object up to N more times, if the association was lost, the server is out of …'
        printf '%s\t%s\n' '--retry-wait' 'Before the first of these'
        printf '%s\t%s\n' '--common-extended' 'Tell the server of each SOP class that it is for storage, and which more general ones it …'
    end
    if contains -- $argv[1] store commit
        printf '%s\t%s\n' '-r' 'Go down into the folders of a folder'
        printf '%s\t%s\n' '--recursive' 'Go down into the folders of a folder'
        printf '%s\t%s\n' '--commit-wait' 'For the server\'s answer'
        printf '%s\t%s\n' '--port-scp' 'Take the answer on this port (SCU_PORT_SCP) too, for a server that calls back: it must …'
    end
    if contains -- $argv[1] store move get
        printf '%s\t%s\n' '--associations' 'Share the objects, or the query files, among N associations side by side'
    end
    if contains -- $argv[1] store move commit doctor
        printf '%s\t%s\n' '--bind' 'Listen on this address alone, not on all'
        printf '%s\t%s\n' '--max-associations' 'Take so many associations at a time'
        printf '%s\t%s\n' '--idle-timeout' 'Abort an association where nothing comes for so long, between two messages'
    end
    if contains -- $argv[1] store move commit doctor peers
        printf '%s\t%s\n' '--accept-from' 'Let nobody else connect to our port: a host name, an address, or a network such as …'
        printf '%s\t%s\n' '--only-peer' 'Let only the server\'s own addresses connect to our port, and --accept-from\'s'
    end
    if contains -- $argv[1] store find move get
        printf '%s\t%s\n' '--priority' 'How urgent it is'
    end
    if contains -- $argv[1] find move get
        printf '%s\t%s\n' '-k' 'A key: PatientName=A*, 10,10=A*, (0010,0010)=A*'
        printf '%s\t%s\n' '--key' 'A key: PatientName=A*, 10,10=A*, (0010,0010)=A*'
        printf '%s\t%s\n' '-P' 'Patient root model'
        printf '%s\t%s\n' '--patientroot' 'Patient root model'
        printf '%s\t%s\n' '-S' 'Study root model (the default)'
        printf '%s\t%s\n' '--studyroot' 'Study root model (the default)'
        printf '%s\t%s\n' '-O' 'Patient/study only model (retired)'
        printf '%s\t%s\n' '--psonly' 'Patient/study only model (retired)'
        printf '%s\t%s\n' '--composite' 'Composite instances by their UID alone, or frames of them (move, get)'
        printf '%s\t%s\n' '--without-bulk-data' 'Composite instances without their pixels or other bulk data (get)'
        printf '%s\t%s\n' '--hanging-protocol' 'Hanging protocols'
        printf '%s\t%s\n' '--color-palette' 'Color palettes'
        printf '%s\t%s\n' '--ups' 'Unified procedure steps to be done (find)'
        printf '%s\t%s\n' '--ups-watch' 'The same, by the UPS Watch SOP class'
        printf '%s\t%s\n' '--ups-query' 'The same, by the UPS Query SOP class'
        printf '%s\t%s\n' '--patient' 'Patient level'
        printf '%s\t%s\n' '--study' 'Study level (the default)'
        printf '%s\t%s\n' '--series' 'Series level'
        printf '%s\t%s\n' '--image' 'Image level'
        printf '%s\t%s\n' '--frame' 'Frame level (with --composite)'
        printf '%s\t%s\n' '--no-auto-keys' 'Send the keys that were typed and no others'
        printf '%s\t%s\n' '--no-check' 'Send it even if it breaks the rules of the model'
        printf '%s\t%s\n' '--strict' 'Refuse values that their VR does not allow'
        printf '%s\t%s\n' '--store-query' 'Write the query as a DICOM file, then send it'
        printf '%s\t%s\n' '--dry-run' 'Show the query and stop'
        printf '%s\t%s\n' '--charset' 'The query\'s character set, such as \'ISO_IR 192\''
        printf '%s\t%s\n' '--relational' 'Ask for relational queries: keys of every level together'
        printf '%s\t%s\n' '--enhanced-multiframe' 'Ask for images as enhanced multi-frame images'
    end
    if contains -- $argv[1] find
        printf '%s\t%s\n' '-W' 'Ask for scheduled steps (modality worklist)'
        printf '%s\t%s\n' '--worklist' 'Ask for scheduled steps (modality worklist)'
        printf '%s\t%s\n' '--limit' 'Show the first N matches, and ask for no more'
        printf '%s\t%s\n' '--cancel' 'Send C-CANCEL after N matches, and wait for the end'
        printf '%s\t%s\n' '--max-matches' 'The most matches of one query'
        printf '%s\t%s\n' '--assume-charset' 'The character set of replies that do not say theirs'
        printf '%s\t%s\n' '--query-help' 'List the keys of the model\'s levels, and stop'
        printf '%s\t%s\n' '--queryhelp' 'List the keys of the model\'s levels, and stop'
        printf '%s\t%s\n' '--expand' 'Go down to the series or images of what matches, with a query for each level'
        printf '%s\t%s\n' '--split-by-date' 'Where the server cuts an answer off, ask again in ever smaller ranges of StudyDate'
        printf '%s\t%s\n' '--cap' 'With --split-by-date: the server gives N matches at the most'
        printf '%s\t%s\n' '--datetime' 'Ask for dates and times to be matched together, as one range'
        printf '%s\t%s\n' '--fuzzy' 'Ask for person names that sound alike to match'
        printf '%s\t%s\n' '--timezone' 'Ask for times to be matched in the time zone of the query'
        printf '%s\t%s\n' '--extract' 'Write each match as a DICOM file into this folder: rsp0001.dcm …'
        printf '%s\t%s\n' '--extract-xml' 'With --extract: write XML (Native DICOM Model) instead, rsp0001.xml …'
        printf '%s\t%s\n' '--columns' 'Show these keys, in this order (table, csv, text)'
        printf '%s\t%s\n' '--sort' 'Sort by these keys, - for the last first'
        printf '%s\t%s\n' '--tree' 'Draw patients, studies, series and images as a tree'
        printf '%s\t%s\n' '--no-pager' 'At a terminal, write long output on without $SCU_PAGER, $PAGER or less'
        printf '%s\t%s\n' '--format' 'How matches are written'
    end
    if contains -- $argv[1] move get
        printf '%s\t%s\n' '--split' 'Make a request of each study, series or image, as C-FIND lists them, so that what goes …'
        printf '%s\t%s\n' '--resume' 'Do not fetch again what is complete in the output folder, or in the folders below'
        printf '%s\t%s\n' '--verify' 'Ask the server afterwards what it holds (C-FIND), and end with 1 if any is missing'
        printf '%s\t%s\n' '--missing' 'Write a list of what did not come'
        printf '%s\t%s\n' '--only' 'Fetch what a list of --missing names, in place of keys'
        printf '%s\t%s\n' '--retry' 'Ask up to N times again, after a while, for what did not come'
        printf '%s\t%s\n' '-o' 'The folder for received objects, made if absent'
        printf '%s\t%s\n' '-od' 'The folder for received objects, made if absent'
        printf '%s\t%s\n' '--output' 'The folder for received objects, made if absent'
        printf '%s\t%s\n' '--output-directory' 'The folder for received objects, made if absent'
        printf '%s\t%s\n' '--file-names' 'Name the files UID.dcm, or as DCMTK does, CT.UID and so on, or the UID alone'
        printf '%s\t%s\n' '-B' 'Hold an object in memory until it is complete'
        printf '%s\t%s\n' '--normal' 'Hold an object in memory until it is complete'
        printf '%s\t%s\n' '+B' 'Write an object as it comes (the default)'
        printf '%s\t%s\n' '--bit-preserving' 'Write an object as it comes (the default)'
        printf '%s\t%s\n' '--name' 'Lay the files out by their attributes: …'
        printf '%s\t%s\n' '--dicomdir' 'Name the files as on a medium, DICOM/XX/XXXXXXXX, and list them in a DICOMDIR, new or …'
        printf '%s\t%s\n' '--on-exists' 'When a file is there already: give a different object another name, replace the file, …'
        printf '%s\t%s\n' '--sync' 'Answer for an object when the disk has confirmed it, so that no loss of power takes it'
        printf '%s\t%s\n' '--ignore' 'Receive the objects, and keep none'
        printf '%s\t%s\n' '--max-objects' 'Take so many objects in one run'
        printf '%s\t%s\n' '--max-bytes' 'Take so much in one run, as 500M, 20G or 1T'
        printf '%s\t%s\n' '--preview' 'Show a small picture of the first image of each series at the terminal'
        printf '%s\t%s\n' '+x=' 'Prefer explicit VR in this machine\'s byte order'
        printf '%s\t%s\n' '--prefer-uncompr' 'Prefer explicit VR in this machine\'s byte order'
        printf '%s\t%s\n' '+xe' 'Prefer explicit VR little endian'
        printf '%s\t%s\n' '--prefer-little' 'Prefer explicit VR little endian'
        printf '%s\t%s\n' '+xb' 'Prefer explicit VR big endian'
        printf '%s\t%s\n' '--prefer-big' 'Prefer explicit VR big endian'
        printf '%s\t%s\n' '+xd' 'Prefer deflated explicit VR little endian'
        printf '%s\t%s\n' '--prefer-deflated' 'Prefer deflated explicit VR little endian'
        printf '%s\t%s\n' '+xs' 'Prefer JPEG lossless'
        printf '%s\t%s\n' '--prefer-lossless' 'Prefer JPEG lossless'
        printf '%s\t%s\n' '+xy' 'Prefer JPEG baseline, 8 bits'
        printf '%s\t%s\n' '--prefer-jpeg8' 'Prefer JPEG baseline, 8 bits'
        printf '%s\t%s\n' '+xx' 'Prefer JPEG extended, 12 bits'
        printf '%s\t%s\n' '--prefer-jpeg12' 'Prefer JPEG extended, 12 bits'
        printf '%s\t%s\n' '+xv' 'Prefer JPEG 2000 lossless'
        printf '%s\t%s\n' '--prefer-j2k-lossless' 'Prefer JPEG 2000 lossless'
        printf '%s\t%s\n' '+xw' 'Prefer JPEG 2000'
        printf '%s\t%s\n' '--prefer-j2k-lossy' 'Prefer JPEG 2000'
        printf '%s\t%s\n' '+xt' 'Prefer JPEG-LS lossless'
        printf '%s\t%s\n' '--prefer-jls-lossless' 'Prefer JPEG-LS lossless'
        printf '%s\t%s\n' '+xu' 'Prefer JPEG-LS'
        printf '%s\t%s\n' '--prefer-jls-lossy' 'Prefer JPEG-LS'
        printf '%s\t%s\n' '+xm' 'Prefer MPEG2 main profile at main level'
        printf '%s\t%s\n' '--prefer-mpeg2' 'Prefer MPEG2 main profile at main level'
        printf '%s\t%s\n' '+xh' 'Prefer MPEG2 main profile at high level'
        printf '%s\t%s\n' '--prefer-mpeg2-high' 'Prefer MPEG2 main profile at high level'
        printf '%s\t%s\n' '+xn' 'Prefer MPEG4 high profile, level 4.1'
        printf '%s\t%s\n' '--prefer-mpeg4' 'Prefer MPEG4 high profile, level 4.1'
        printf '%s\t%s\n' '+xl' 'Prefer MPEG4 for BD, level 4.1'
        printf '%s\t%s\n' '--prefer-mpeg4-bd' 'Prefer MPEG4 for BD, level 4.1'
        printf '%s\t%s\n' '+x2' 'Prefer MPEG4 high profile, level 4.2, 2D'
        printf '%s\t%s\n' '--prefer-mpeg4-2-2d' 'Prefer MPEG4 high profile, level 4.2, 2D'
        printf '%s\t%s\n' '+x3' 'Prefer MPEG4 high profile, level 4.2, 3D'
        printf '%s\t%s\n' '--prefer-mpeg4-2-3d' 'Prefer MPEG4 high profile, level 4.2, 3D'
        printf '%s\t%s\n' '+xo' 'Prefer MPEG4 stereo, level 4.2'
        printf '%s\t%s\n' '--prefer-mpeg4-2-st' 'Prefer MPEG4 stereo, level 4.2'
        printf '%s\t%s\n' '+x4' 'Prefer HEVC main profile, level 5.1'
        printf '%s\t%s\n' '--prefer-hevc' 'Prefer HEVC main profile, level 5.1'
        printf '%s\t%s\n' '+x5' 'Prefer HEVC main 10 profile, level 5.1'
        printf '%s\t%s\n' '--prefer-hevc10' 'Prefer HEVC main 10 profile, level 5.1'
        printf '%s\t%s\n' '+xr' 'Prefer RLE lossless'
        printf '%s\t%s\n' '--prefer-rle' 'Prefer RLE lossless'
        printf '%s\t%s\n' '+xi' 'Take implicit VR little endian alone'
        printf '%s\t%s\n' '--implicit' 'Take implicit VR little endian alone'
    end
    if contains -- $argv[1] move
        printf '%s\t%s\n' '--port-scp' 'Receive the objects here, on this port (SCU_PORT_SCP), under our own AE title: the …'
        printf '%s\t%s\n' '-aem' 'Have the objects sent to this AE title: a third party, or with --port-scp the title that …'
        printf '%s\t%s\n' '--move' 'Have the objects sent to this AE title: a third party, or with --port-scp the title that …'
    end
    if contains -- $argv[1] get
        printf '%s\t%s\n' '--no-find' 'Do not ask first (C-FIND) which SOP classes are coming: propose all known ones, in one …'
    end
    if contains -- $argv[1] doctor
        printf '%s\t%s\n' '--port-scp' 'Look at the way back of a C-MOVE too: to this port, under our own AE title'
        printf '%s\t%s\n' '--move-test' 'Have one object moved here and throw it away: the first that these keys lead to, such as …'
        printf '%s\t%s\n' '--letter' 'Write a letter to the PACS administrator in place of it'
        printf '%s\t%s\n' '--redact' 'Leave host names, addresses and AE titles out of what is shown'
        printf '%s\t%s\n' '--try-variants' 'Where an AE title is rejected, try other spellings there'
    end
    if contains -- $argv[1] explain
        printf '%s\t%s\n' '--all' 'Explain all that is known'
    end
    if contains -- $argv[1] peers
        printf '%s\t%s\n' '--replace' 'With add: there may be one of that name'
        printf '%s\t%s\n' '--default' 'With add: it is meant where no host is given'
        printf '%s\t%s\n' '-p' 'Its port'
        printf '%s\t%s\n' '--port' 'Its port'
        printf '%s\t%s\n' '-aec' 'Its AE title'
        printf '%s\t%s\n' '--call' 'Its AE title'
        printf '%s\t%s\n' '-aet' 'Our AE title'
        printf '%s\t%s\n' '--aetitle' 'Our AE title'
        printf '%s\t%s\n' '--port-scp' 'The port here to which it sends objects'
        printf '%s\t%s\n' '--associations' 'How many associations at a time'
        printf '%s\t%s\n' '--model' 'Its query model'
        printf '%s\t%s\n' '--charset' 'The character set of queries, such as \'ISO_IR 192\''
        printf '%s\t%s\n' '--password-env' 'The user\'s password is in this variable'
        printf '%s\t%s\n' '--password-keyring' 'The user\'s password is in the keyring: `keyring set scu NAME`'
    end
    if contains -- $argv[1] peers history
        printf '%s\t%s\n' '--format' 'How it is written'
    end
    if contains -- $argv[1] history
        printf '%s\t%s\n' '-n' 'The last N'
        printf '%s\t%s\n' '--last' 'The last N'
        printf '%s\t%s\n' '--since' 'Those from this day on, 2024-02-29, or from this time on, 2024-02-29T08:00'
    end
    if contains -- $argv[1] serve
        printf '%s\t%s\n' '-aet' 'Its AE title'
        printf '%s\t%s\n' '--aetitle' 'Its AE title'
        printf '%s\t%s\n' '--bind' 'The address to listen on'
        printf '%s\t%s\n' '--peer' 'A move destination that it knows'
    end
    if contains -- $argv[1] completion
        printf '%s\t%s\n' '--peers' 'Print the names of the configured peers, as the scripts need them'
    end
end

# What the values of a verb's option are.
function __scu_takes
    if contains -- $argv[1] scu echo store find move get commit doctor peers
        switch $argv[2]
            case '--config'
                printf '%s\n' 'file'
        end
    end
    if contains -- $argv[1] echo store find move get commit doctor
        switch $argv[2]
            case '-H' '--hostname'
                printf '%s\n' 'peer'
        end
    end
    if contains -- $argv[1] echo store find move get commit doctor peers serve
        switch $argv[2]
            case '-p' '--port' '-aet' '--aetitle'
                printf '%s\n' 'nothing'
        end
    end
    if contains -- $argv[1] echo store find move get commit doctor peers
        switch $argv[2]
            case '-aec' '--call' '-to' '--timeout' '-ta' '--acse-timeout' '-td' '--dimse-timeout' '--total-timeout' '-pdu' '--max-pdu' '--proxy' '--repeat' '--root-uid' '-usr' '--user' '-pwd' '--password' '+pw' '--use-passwd' '+cs' '--cipher' '--request-sni'
                printf '%s\n' 'nothing'
            case '--password-file' '-kt' '--kerberos' '--saml' '--jwt' '--passwd-file' '+cf' '--add-cert-file' '+crl' '--add-crl-file' '+rs' '--seed' '+wf' '--write-seed-file' '--pcap' '--evidence'
                printf '%s\n' 'file'
            case '+tls' '--enable-tls'
                printf '%s\n' 'file' 'file'
            case '+cd' '--add-cert-dir'
                printf '%s\n' 'folder'
        end
    end
    if contains -- $argv[1] echo store move get commit doctor explain
        switch $argv[2]
            case '--format'
                printf '%s\n' '=table,text,json'
        end
    end
    if contains -- $argv[1] echo store find move get commit doctor explain peers history
        switch $argv[2]
            case '-ll' '--log-level'
                printf '%s\n' 'level'
            case '-L' '--log-file' '-lc' '--log-config'
                printf '%s\n' 'file'
        end
    end
    if contains -- $argv[1] store
        switch $argv[2]
            case '-i' '--input' '--compare' '--report' '--resume'
                printf '%s\n' 'file'
            case '--pattern' '--async' '--uid-suffix' '--invent-series-after' '--invent-study-after' '--invent-patient-after' '--retry-wait'
                printf '%s\n' 'nothing'
            case '--transcode'
                printf '%s\n' 'transcode'
            case '--set'
                printf '%s\n' 'key'
            case '--delete'
                printf '%s\n' 'keyword'
            case '--invent'
                printf '%s\n' '=instance,series,study,patient'
        end
    end
    if contains -- $argv[1] store move get peers
        switch $argv[2]
            case '--associations'
                printf '%s\n' 'nothing'
        end
    end
    if contains -- $argv[1] store commit
        switch $argv[2]
            case '--commit-wait'
                printf '%s\n' 'nothing'
        end
    end
    if contains -- $argv[1] store move commit doctor peers
        switch $argv[2]
            case '--port-scp'
                printf '%s\n' 'nothing'
            case '--accept-from'
                printf '%s\n' 'peer'
        end
    end
    if contains -- $argv[1] store move commit doctor serve
        switch $argv[2]
            case '--bind'
                printf '%s\n' 'nothing'
        end
    end
    if contains -- $argv[1] store move commit doctor
        switch $argv[2]
            case '--max-associations' '--idle-timeout'
                printf '%s\n' 'nothing'
        end
    end
    if contains -- $argv[1] store move get
        switch $argv[2]
            case '--retry'
                printf '%s\n' 'nothing'
        end
    end
    if contains -- $argv[1] store find move get
        switch $argv[2]
            case '--priority'
                printf '%s\n' '=low,medium,high'
        end
    end
    if contains -- $argv[1] find move get
        switch $argv[2]
            case '-k' '--key'
                printf '%s\n' 'key'
            case '--store-query'
                printf '%s\n' 'file'
        end
    end
    if contains -- $argv[1] find move get peers
        switch $argv[2]
            case '--charset'
                printf '%s\n' 'charset'
        end
    end
    if contains -- $argv[1] find
        switch $argv[2]
            case '--limit' '--cancel' '--max-matches' '--cap'
                printf '%s\n' 'nothing'
            case '--assume-charset'
                printf '%s\n' 'charset'
            case '--expand'
                printf '%s\n' '=series,image'
            case '--extract'
                printf '%s\n' 'folder'
            case '--columns' '--sort'
                printf '%s\n' 'keywords'
        end
    end
    if contains -- $argv[1] find history
        switch $argv[2]
            case '--format'
                printf '%s\n' '=table,text,json,jsonl,csv'
        end
    end
    if contains -- $argv[1] move get
        switch $argv[2]
            case '--split'
                printf '%s\n' '=study,series,image'
            case '--missing' '--only'
                printf '%s\n' 'file'
            case '-o' '-od' '--output' '--output-directory'
                printf '%s\n' 'folder'
            case '--file-names'
                printf '%s\n' '=uid,dcmtk,plain'
            case '--name' '--max-objects' '--max-bytes'
                printf '%s\n' 'nothing'
            case '--on-exists'
                printf '%s\n' '=keep,overwrite,skip,error'
        end
    end
    if contains -- $argv[1] move
        switch $argv[2]
            case '-aem' '--move'
                printf '%s\n' 'nothing'
        end
    end
    if contains -- $argv[1] doctor
        switch $argv[2]
            case '--move-test'
                printf '%s\n' 'key'
        end
    end
    if contains -- $argv[1] peers
        switch $argv[2]
            case '--model'
                printf '%s\n' '=patientroot,studyroot,psonly'
            case '--password-env'
                printf '%s\n' 'nothing'
            case '--format'
                printf '%s\n' '=table,text,json,csv'
        end
    end
    if contains -- $argv[1] history
        switch $argv[2]
            case '-n' '--last' '--since'
                printf '%s\n' 'nothing'
        end
    end
    if contains -- $argv[1] serve
        switch $argv[2]
            case '--peer'
                printf '%s\n' 'nothing'
        end
    end
end

# What the words of a verb are; the last stands for all that follow.
function __scu_words
    switch $argv[1]
        case scu
            printf '%s\n' 'verb' 'nothing'
        case echo doctor
            printf '%s\n' 'peer' 'nothing'
        case store find move get commit
            printf '%s\n' 'host' 'file'
        case explain
            printf '%s\n' 'code'
        case peers
            printf '%s\n' '=list,show,add,remove,test' 'peer'
        case history demo
            printf '%s\n' 'nothing'
        case serve
            printf '%s\n' 'folder' 'nothing'
        case completion
            printf '%s\n' '=bash,zsh,fish' 'nothing'
        case gdcmscu getscu echoscu storescu findscu movescu dcmsend
            printf '%s\n' 'file'
        case '*'
            printf '%s\n' 'nothing'
    end
end

# The words that a value may be.
function __scu_list
    switch $argv[1]
        case charset
            printf '%s\n' 'GB18030' 'GBK' 'ISO_IR 100' 'ISO_IR 101' 'ISO_IR 109' 'ISO_IR 110' 'ISO_IR 126' 'ISO_IR 127' 'ISO_IR 13' 'ISO_IR 138' 'ISO_IR 144' 'ISO_IR 148' 'ISO_IR 166' 'ISO_IR 192' 'ISO_IR 203' 'ISO_IR 6'
        case code
            printf '%s\n' 'unresolved' 'ECONNREFUSED' 'ETIMEDOUT' 'EHOSTUNREACH' 'ECONNRESET' 'timeout' 'EADDRINUSE' 'EACCES' 'tls' 'rejected' 'abort' 'context' 'A700' 'A900' 'C210' 'C211' 'C000' 'B000' 'B006' 'B007' 'A710' 'C310' 'C311' 'B001' 'FF00' 'FF01' 'A801' 'A701' 'A702' 'AA00' 'AA01' 'AA02' 'AA03' 'AA04' 'C410' 'C510' '0000' '0105' '0106' '0107' '0110' '0111' '0112' '0113' '0114' '0115' '0116' '0117' '0118' '0119' '0120' '0121' '0122' '0123' '0124' '0210' '0211' '0212' '0213' 'FE00'
        case level
            printf '%s\n' 'fatal' 'error' 'warn' 'info' 'debug' 'trace'
        case syntax
            printf '%s\n' 'implicit' 'implicit-le' 'explicit' 'explicit-le' 'explicit-be' 'deflated-le' 'j2k' 'jls' 'uncompr' 'little' 'big' 'deflated' 'j2k-lossless' 'jls-lossless' 'rle'
        case transcode
            printf '%s\n' 'auto' 'uncompressed' 'never' 'always'
    end
end

function __scu_keywords
    printf '%s\n' \
    AITDeviceType ALinePixelSpacing ALineRate ALinesPerFrame ASLBolusCutoffDelayTime ASLBolusCutoffFlag \
    ASLBolusCutoffTechnique ASLBolusCutoffTimingSequence ASLContext ASLCrusherDescription ASLCrusherFlag \
    ASLCrusherFlowLimit ASLMidSlabPosition ASLPulseTrainDuration ASLSlabNumber ASLSlabOrientation ASLSlabSequence \
    ASLSlabThickness ASLTechniqueDescription ATDAbilityAssessment ATDAssessmentFlag ATDAssessmentProbability \
    ATDAssessmentSequence AbortFlag AbortReason AbsoluteChannelDisplayScale AbsoluteDosimetricObjectiveFlag \
    AbsorbedDoseToMetersetRatio AbstractPriorCodeSequence AbstractPriorValue Acceleration AccessionNumber \
    AccessoryCode AcousticCouplingMediumCodeSequence AcousticCouplingMediumFlag AcousticCouplingMediumSoundSpeed \
    AcousticCouplingMediumTemperature AcquiredImageAreaDoseProduct AcquiredSoundpathLength AcquiredSubtractionMaskFlag \
    AcquisitionComments AcquisitionCompressionType AcquisitionContextDescription AcquisitionContextSequence \
    AcquisitionContrast AcquisitionDate AcquisitionDateTime AcquisitionDeviceProcessingCode \
    AcquisitionDeviceProcessingDescription AcquisitionDeviceSequence AcquisitionDeviceTypeCodeSequence \
    AcquisitionDuration AcquisitionEndLocationSequence AcquisitionFieldOfViewLabel AcquisitionIndex \
    AcquisitionInitiationSequence AcquisitionMatrix AcquisitionMethod AcquisitionMethodAlgorithmSequence \
    AcquisitionMethodCodeSequence AcquisitionMode AcquisitionMotion AcquisitionNumber AcquisitionProtocolDescription \
    AcquisitionProtocolElementSequence AcquisitionProtocolElementSpecificationSequence AcquisitionProtocolName \
    AcquisitionSampleSize AcquisitionSignalType AcquisitionStartCondition AcquisitionStartConditionData \
    AcquisitionStartLocationSequence AcquisitionStatus AcquisitionSubtaskIndex AcquisitionSubtaskSequence \
    AcquisitionTaskApplicabilitySequence AcquisitionTaskIndex AcquisitionTaskSequence \
    AcquisitionTaskWorkitemCodeSequence AcquisitionTerminationCondition AcquisitionTerminationConditionData \
    AcquisitionTime AcquisitionTimeSynchronized AcquisitionType AcquisitionUID AcquisitionsInSeries \
    AcquisitionsInStudy AcrossScanSpatialResolution ActiveAperture ActiveImageAreaOverlayGroup ActiveSourceDiameter \
    ActiveSourceLength ActualCardiacTriggerDelayTime ActualCardiacTriggerTimePriorToRPeak \
    ActualEnvironmentalConditions ActualFrameDuration ActualHumanPerformersSequence ActualRespiratoryTriggerDelayTime \
    AdaptiveMapFormat AddIntermediateSequence AddNearSequence AddOtherSequence AddPower AdditionalDrugSequence \
    AdditionalInspectionMethodSequence AdditionalInspectionSelectionCriteria \
    AdditionalParameterRecordingInstanceSequence AdditionalPatientHistory AdditionalRTAccessoryDeviceSequence \
    AdditionalRTROIIdentificationCodeSequence AdditionalScreeningPerformed AddressTrial \
    AdministrationRouteCodeSequence AdmissionID AdmittingDate AdmittingDiagnosesCodeSequence \
    AdmittingDiagnosesDescription AdmittingTime AdvancedBlendingSequence AfterloaderChannelID \
    AgeCorrectedSensitivityDeviationAlgorithmSequence AgeCorrectedSensitivityDeviationProbabilityValue \
    AgeCorrectedSensitivityDeviationValue AirCounts AlarmDecision AlarmDecisionTime AlgorithmCodeSequenceTrial \
    AlgorithmDescription AlgorithmDescriptionTrial AlgorithmFamilyCodeSequence AlgorithmName AlgorithmNameCodeSequence \
    AlgorithmParameters AlgorithmRoutingCodeSequence AlgorithmSource AlgorithmType AlgorithmVersion AliasedDataType \
    Allergies AllowLossyCompression AllowMediaSplitting AlongScanSpatialResolution AlphaLUTTransferFunction \
    AlphaPaletteColorLookupTableData AlphaPaletteColorLookupTableDescriptor AlternateBeamDose AlternateBeamDoseType \
    AlternateContainerIdentifierSequence AlternateContentDescriptionSequence AlternateRepresentationSequence \
    AlternateValueSequence AmbientLightValueSource AmbientReflectionIntensity AmplifierType \
    AnalogFilterCharacteristicsSequence AnalogFilterRollOff AnalogFilterType AnalyzedArea \
    AnatomicApproachDirectionCodeSequenceTrial AnatomicLocationOfExaminingInstrumentCodeSequenceTrial \
    AnatomicLocationOfExaminingInstrumentDescriptionTrial AnatomicPerspectiveCodeSequenceTrial \
    AnatomicPerspectiveDescriptionTrial AnatomicPortalOfEntranceCodeSequenceTrial AnatomicRegionModifierSequence \
    AnatomicRegionSequence AnatomicRegionsInStudyCodeSequence AnatomicStructure AnatomicStructureReferencePoint \
    AnatomicStructureSpaceOrRegionCodeSequenceTrial AnatomicStructureSpaceOrRegionModifierCodeSequenceTrial \
    AnatomicStructureSpaceOrRegionSequence AnatomicalOrientationType AnchorPoint AnchorPointAnnotationUnits \
    AnchorPointVisibility AngioFlag AngleNumber AngularPosition AngularStep AngularViewVector AnimationCurveSequence \
    AnimationStepSize AnnotationAppliesToAllOpticalPaths AnnotationAppliesToAllZPlanes AnnotationClipping \
    AnnotationContentSequence AnnotationCoordinateType AnnotationDisplayFormatID AnnotationFlag \
    AnnotationGroupAlgorithmIdentificationSequence AnnotationGroupDescription AnnotationGroupGenerationType \
    AnnotationGroupLabel AnnotationGroupNumber AnnotationGroupSequence AnnotationGroupUID AnnotationIndexList \
    AnnotationPosition AnnotationPropertyCategoryCodeSequence AnnotationPropertyTypeCodeSequence \
    AnnotationPropertyTypeModifierCodeSequence AnodeTargetMaterial AnomalyLocatorIndicator \
    AnomalyLocatorIndicatorSequence AnteriorChamberDepth AnteriorChamberDepthDefinitionCodeSequence \
    AnteriorChamberDepthSequence ApertureElevation ApertureValue ApexPosition ApplicableFrameRange \
    ApplicableSafetyStandardAgency ApplicableSafetyStandardDescription ApplicationManufacturer \
    ApplicationMaximumRepaintTime ApplicationName ApplicationSetupCheck ApplicationSetupManufacturer \
    ApplicationSetupName ApplicationSetupNumber ApplicationSetupSequence ApplicationSetupType ApplicationVersion \
    ApplicatorApertureShape ApplicatorDescription ApplicatorGeometrySequence ApplicatorID ApplicatorOpening \
    ApplicatorOpeningX ApplicatorOpeningY ApplicatorSequence ApplicatorShapeReferencedROINumber ApplicatorType \
    AppliedMaskSubtractionFlag ApprovalSequence ApprovalStatus ApprovalStatusDateTime ApprovalStatusFurtherDescription \
    ApprovalSubjectSequence Arbitrary ArchiveRequested ArterialSpinLabelingContrast AscanRate \
    AsserterIdentificationSequence AssertionCodeSequence AssertionComments AssertionDateTime \
    AssertionExpirationDateTime AssertionUID AssessedAttributeValueSequence AssessedSOPInstanceSequence \
    AssessmentLabel AssessmentObservationsSequence AssessmentRequesterSequence AssessmentSetID AssessmentSummary \
    AssessmentSummaryDescription AssessmentTypeCodeSequence AssignedLocation AssigningAgencyOrDepartmentCodeSequence \
    AssigningFacilitySequence AssigningJurisdictionCodeSequence AttachedContours AttenuationCorrected \
    AttenuationCorrectionMethod AttenuationCorrectionSource AttenuationCorrectionTemporalRelationship \
    AttributeItemSelector AttributeModificationDateTime AttributeOccurrencePointer AttributeOccurrencePrivateCreator \
    AttributeOccurrenceSequence AttributeToleranceValuesSequence AuthorIdentificationSequence AuthorObserverSequence \
    AuthorizationEquipmentCertificationNumber AutoKVPLowerBound AutoKVPSelectionType AutoKVPUpperBound \
    AutorefractionLeftEyeSequence AutorefractionRightEyeSequence AutosequenceFlag AvailableTransferSyntaxUID \
    AverageBeamDosePointDepth AverageBeamDosePointEquivalentDepth AverageBeamDosePointSSD \
    AverageBeamDosePointSourceToExternalContourDistance AverageCornealPower AveragePulseWidth AxialAcceptance \
    AxialDetectorDimension AxialLengthOfTheEye AxialMash AxialPower AxialResolution AxisOfRotation B1rms \
    BackgroundColor BackgroundIlluminationColorCodeSequence BackgroundLuminance BadPixelImage BarcodeSymbology \
    BarcodeValue BaselineCorrection BasicColorImageSequence BasicGrayscaleImageSequence BasisMaterialsCodeSequence \
    BasisRTTreatmentPhaseIndex BatteryLevel BeamAngle BeamAreaLimitSequence BeamCurrentModulationID \
    BeamDeliveryDurationLimit BeamDescription BeamDose BeamDoseMeaning BeamDosePointDepth BeamDosePointEquivalentDepth \
    BeamDosePointSSD BeamDosePointSourceToExternalContourDistance BeamDoseSpecificationPoint BeamDoseType \
    BeamDoseVerificationControlPointSequence BeamHardeningCorrectionTechnique BeamHoldOriginatingDeviceSequence \
    BeamHoldTransition BeamHoldTransitionDateTime BeamHoldTransitionTriggerSource BeamLimitingDeviceAngle \
    BeamLimitingDeviceAngleTolerance BeamLimitingDeviceLeafPairsSequence BeamLimitingDevicePositionSequence \
    BeamLimitingDevicePositionTolerance BeamLimitingDeviceRotationDirection BeamLimitingDeviceSequence \
    BeamLimitingDeviceToleranceSequence BeamMeterset BeamModifierCoordinatesPresenceFlag BeamModifierOrientationAngle \
    BeamName BeamNumber BeamOrderIndex BeamOrderIndexTrial BeamSequence BeamSpotSize BeamStopperPosition \
    BeamTaskSequence BeamTaskType BeamType BeatRejectionFlag BeltHeight BiPlaneAcquisitionSequence \
    BibliographicCitationTrial BillingItemSequence BillingProcedureStepSequence BillingSuppliesAndDevicesSequence \
    BiopsyTargetSequence BitsAllocated BitsGrouped BitsMappedToColorLookupTable BitsStored \
    BlendingDisplayInputSequence BlendingDisplaySequence BlendingInputNumber BlendingLUT1Sequence \
    BlendingLUT1TransferFunction BlendingLUT2Sequence BlendingLUT2TransferFunction BlendingLookupTableData \
    BlendingLookupTableDescriptor BlendingMode BlendingOperationType BlendingPosition BlendingSequence \
    BlendingWeightConstant BlindSpotLocalized BlindSpotXCoordinate BlindSpotYCoordinate BlockColumns BlockData \
    BlockDefinitionSequence BlockDivergence BlockEdgeData BlockEdgeDataSequence BlockIdentifyingInformationStatus \
    BlockMountingPosition BlockName BlockNumber BlockNumberOfPoints BlockOrientation BlockRows BlockSequence \
    BlockSlabNumber BlockSlabSequence BlockSlabThickness BlockThickness BlockTransmission BlockTrayID BlockType \
    BlockedPixels BloodSignalNulling BluePaletteColorLookupTableData BluePaletteColorLookupTableDescriptor \
    BoardingPassID BodyPartExamined BodyPartThickness Bold BolusDefinitionSequence BolusDescription BolusID \
    BoneThermalIndex BorderDensity BottomRightHandCornerOfLocalizerArea BoundingBoxAnnotationUnits \
    BoundingBoxBottomRightHandCorner BoundingBoxCrop BoundingBoxTextHorizontalJustification \
    BoundingBoxTopLeftHandCorner BoundingPolygon BoundingRectangle BrachyAccessoryDeviceID BrachyAccessoryDeviceName \
    BrachyAccessoryDeviceNominalThickness BrachyAccessoryDeviceNominalTransmission BrachyAccessoryDeviceNumber \
    BrachyAccessoryDeviceSequence BrachyAccessoryDeviceType BrachyApplicationSetupDose \
    BrachyApplicationSetupDoseSpecificationPoint BrachyControlPointDeliveredSequence BrachyControlPointSequence \
    BrachyPulseControlPointDeliveredSequence BrachyReferencedDoseReferenceSequence BrachyTaskSequence \
    BrachyTreatmentTechnique BrachyTreatmentType BrachytherapySourceType BranchOfService BreastImplantPresent \
    BreastSupportIsocenterPrimaryAngle BreastSupportIsocenterSecondaryAngle BreastSupportXPositionToIsocenter \
    BreastSupportYPositionToIsocenter BreastSupportZPositionToIsocenter BreedRegistrationNumber \
    BreedRegistrationSequence BreedRegistryCodeSequence BridgeResistors BrightnessValue BscanCycleTime \
    BscanCycleTimeVector BscanRate BscanSlabThickness BulkMotionCompensationTechnique BulkMotionSignalSource \
    BulkMotionStatus BurnedInAnnotation CADFileFormat CArmPhotonElectronControlPointSequence \
    CArmPositionerTabletopRelationship CIExyWhitePoint CSSFontName CTAcquisitionDetailsSequence \
    CTAcquisitionTypeSequence CTAdditionalXRaySourceSequence CTDIPhantomTypeCodeSequence CTDIvol \
    CTDIvolNotificationTrigger CTExposureSequence CTGeometrySequence CTImageFrameTypeSequence \
    CTImagingAcquisitionParameterSequence CTPositionSequence CTReconstructionSequence CTTableDynamicsSequence \
    CTXRayDetailsSequence CalciumScoringMassFactorDevice CalciumScoringMassFactorPatient CalculatedAnatomyThickness \
    CalculatedDoseReferenceDescription CalculatedDoseReferenceDoseValue CalculatedDoseReferenceNumber \
    CalculatedDoseReferenceSequence CalculatedFrameList CalculatedTargetPosition CalculationComment \
    CalculationCommentSequence CalculationCommentType CalibrationDataSequence CalibrationDate CalibrationDateTime \
    CalibrationImage CalibrationNotes CalibrationProcedure CalibrationReferencePointDepth CalibrationSequence \
    CalibrationSettingsSequence CalibrationTime CameraAngleOfView CameraElevationAngle CameraOwnerName \
    CameraPositionGroupSequence CardiacBeatRejectionTechnique CardiacCyclePosition CardiacFramingType \
    CardiacNumberOfImages CardiacRRIntervalSpecified CardiacSignalSource CardiacSynchronizationSequence \
    CardiacSynchronizationTechnique CarrierID CarrierIDAssigningAuthority CassetteID CassetteOrientation CassetteSize \
    CatchTrialsDataFlag CatheterDirectionOfRotation CatheterRotationalRate CellValuesSequence CenterFrequency \
    CenterOfCircularCollimator CenterOfCircularExposureControlSensingRegion CenterOfCircularOutline \
    CenterOfCircularShutter CenterOfMass CenterOfPTO CenterOfRotation CenterOfRotationOffset CertificateOfSigner \
    CertificateType CertifiedTimestamp CertifiedTimestampType ChairHeadFramePosition ChairHeadFramePositionTolerance \
    ChannelBaseline ChannelDefinitionSequence ChannelDeliveryContinuationSequence ChannelDeliveryOrderIndex \
    ChannelDeliveryOrderSequence ChannelDerivationDescription ChannelDescriptionCodeSequence ChannelDisplaySequence \
    ChannelEffectiveLength ChannelIdentificationCode ChannelImpedanceSequence ChannelInnerLength ChannelLabel \
    ChannelLength ChannelMaximumValue ChannelMinimumValue ChannelMode ChannelNumber ChannelOffset ChannelOverlap \
    ChannelPosition ChannelRecommendedDisplayCIELabValue ChannelSampleSkew ChannelSensitivity \
    ChannelSensitivityCorrectionFactor ChannelSensitivityUnitsSequence ChannelSequence ChannelSettingsSequence \
    ChannelShieldID ChannelShieldName ChannelShieldNominalThickness ChannelShieldNominalTransmission \
    ChannelShieldNumber ChannelShieldSequence ChannelSourceModifiersSequence ChannelSourceSequence ChannelStatus \
    ChannelThreshold ChannelTimeSkew ChannelTotalTime ChannelWidth ChemicalShiftMaximumIntegrationLimitInHz \
    ChemicalShiftMaximumIntegrationLimitInppm ChemicalShiftMinimumIntegrationLimitInHz \
    ChemicalShiftMinimumIntegrationLimitInppm ChemicalShiftReference ChemicalShiftSequence CineRate \
    CineRelativeToRealTime ClinicalFractionNumber ClinicalTrialCoordinatingCenterName \
    ClinicalTrialProtocolEthicsCommitteeApprovalNumber ClinicalTrialProtocolEthicsCommitteeName \
    ClinicalTrialProtocolID ClinicalTrialProtocolName ClinicalTrialSeriesDescription ClinicalTrialSeriesID \
    ClinicalTrialSiteID ClinicalTrialSiteName ClinicalTrialSponsorName ClinicalTrialSubjectID \
    ClinicalTrialSubjectReadingID ClinicalTrialTimePointDescription ClinicalTrialTimePointID \
    ClinicalTrialTimePointTypeCodeSequence CoatingMaterialsCodeSequence CodeMeaning CodeNumberFormat CodeValue \
    CodingSchemeDesignator CodingSchemeExternalID CodingSchemeIdentificationSequence CodingSchemeName \
    CodingSchemeRegistry CodingSchemeResourcesSequence CodingSchemeResponsibleOrganization CodingSchemeUID \
    CodingSchemeURL CodingSchemeURLType CodingSchemeVersion CoefficientsSDDN CoefficientsSDHN CoefficientsSDVN \
    CoincidenceWindowWidth CollationFlag CollimatorGridName CollimatorLeftVerticalEdge CollimatorLowerHorizontalEdge \
    CollimatorRightVerticalEdge CollimatorShape CollimatorShapeSequence CollimatorType CollimatorUpperHorizontalEdge \
    ColorFilterArrayPatternColumns ColorFilterArrayPatternRows ColorFilterArrayPatternValues ColorImagePrintingFlag \
    ColorSpace ColumnAngulation ColumnAngulationPatient ColumnOverlap ColumnPositionInTotalImagePixelMatrix Columns \
    CombinationSegmentReferenceSequence CommentsOnPatientPerformanceOfVisualField CommentsOnRadiationDose \
    CommentsOnThePerformedProcedureStep CommentsOnTheScheduledProcedureStep CommonZCoordinateValue \
    CompensatorBasePlaneOffset CompensatorColumnOffset CompensatorColumns CompensatorDefinitionSequence \
    CompensatorDescription CompensatorDistalThicknessMap CompensatorDivergence CompensatorID CompensatorMapOrientation \
    CompensatorMillingToolDiameter CompensatorMountingPosition CompensatorNumber CompensatorPixelSpacing \
    CompensatorPosition CompensatorProximalThicknessMap CompensatorRelativeStoppingPowerRatio CompensatorRows \
    CompensatorSequence CompensatorShapeFabricationCodeSequence CompensatorShapeSequence CompensatorThicknessData \
    CompensatorTransmissionData CompensatorTrayID CompensatorType CompletionFlag CompletionFlagDescription \
    ComplexImageComponent Component1ReferencedID Component1ReferencedMatingFeatureID \
    Component1ReferencedMatingFeatureSetID Component2ReferencedID Component2ReferencedMatingFeatureID \
    Component2ReferencedMatingFeatureSetID ComponentAssemblySequence ComponentID ComponentInputSequence \
    ComponentManufacturer ComponentManufacturingProcedure ComponentReferenceSystem ComponentSequence ComponentShape \
    ComponentType ComponentTypeCodeSequence ComponentTypesSequence ComponentWelderIDs CompositingMethod \
    CompoundGraphicInstanceID CompoundGraphicSequence CompoundGraphicType CompoundGraphicUnits CompressionCode \
    CompressionContactArea CompressionDescription CompressionForce CompressionLabel CompressionOriginator \
    CompressionPressure CompressionRecognitionCode CompressionSequence CompressionStepPointers \
    ConcatenationFrameOffsetNumber ConcatenationUID ConceptCodeSequence ConceptNameCodeSequence \
    ConceptualVolumeBlockingConstraint ConceptualVolumeCategoryCodeSequence ConceptualVolumeCombinationDescription \
    ConceptualVolumeCombinationExpression ConceptualVolumeCombinationFlag ConceptualVolumeConstituentIndex \
    ConceptualVolumeConstituentSegmentationReferenceSequence ConceptualVolumeConstituentSequence \
    ConceptualVolumeDerivationAlgorithmSequence ConceptualVolumeDescription ConceptualVolumeIdentificationSequence \
    ConceptualVolumeOptimizationPrecedence ConceptualVolumeSegmentationDefinedFlag \
    ConceptualVolumeSegmentationReferenceSequence ConceptualVolumeSequence ConceptualVolumeTypeCodeSequence \
    ConceptualVolumeTypeModifierCodeSequence ConceptualVolumeUID CondenserLensPower ConfidentialityCode \
    ConfidentialityConstraintOnPatientDataDescription ConfigurationDescription ConfigurationID \
    ConfigurationInformation ConfigurationInformationDescription ConfigurationName ConfigurationQAResultsSequence \
    ConfirmationSequence ConfocalMicroscopyImageFrameTypeSequence ConfocalMode ConnectorType \
    ConsentForClinicalTrialUseSequence ConsentForDistributionFlag ConstantVolumeFlag ConstituentConceptualVolumeUID \
    ConstraintType ConstraintValueSequence ConstraintViolationCondition ConstraintViolationSignificance \
    ConstraintWeight ConsultingPhysicianIdentificationSequence ConsultingPhysicianName ContactDisplayName \
    ContactMethod ContactURI ContainerComponentDescription ContainerComponentDiameter ContainerComponentID \
    ContainerComponentLength ContainerComponentMaterial ContainerComponentSequence ContainerComponentThickness \
    ContainerComponentTypeCodeSequence ContainerComponentWidth ContainerDescription ContainerFileType \
    ContainerIdentifier ContainerTypeCodeSequence ContentCreatorIdentificationCodeSequence ContentCreatorName \
    ContentDate ContentDescription ContentItemModifierSequence ContentLabel ContentQualification ContentSequence \
    ContentTemplateSequence ContentTime ContextGroupExtensionCreatorUID ContextGroupExtensionFlag \
    ContextGroupIdentificationSequence ContextGroupLocalVersion ContextGroupVersion ContextIdentifier ContextUID \
    ContinuationEndMeterset ContinuationEndTotalReferenceAirKerma ContinuationPulseNumber ContinuationStartMeterset \
    ContinuationStartTotalReferenceAirKerma ContinuityOfContent ContourData ContourGeometricType ContourImageSequence \
    ContourNumber ContourOffsetVector ContourSequence ContourSlabThickness ContourUncertaintyRadius \
    ContraindicationsCodeSequence Contrast ContrastAdministrationProfileSequence \
    ContrastBolusAdministrationRouteSequence ContrastBolusAgent ContrastBolusAgentAdministered \
    ContrastBolusAgentDetected ContrastBolusAgentNumber ContrastBolusAgentPhase ContrastBolusAgentSequence \
    ContrastBolusAutoInjectionTriggerFlag ContrastBolusIngredient ContrastBolusIngredientCodeSequence \
    ContrastBolusIngredientConcentration ContrastBolusIngredientOpaque ContrastBolusIngredientPercentByVolume \
    ContrastBolusInjectionDelay ContrastBolusRoute ContrastBolusStartTime ContrastBolusStopTime \
    ContrastBolusT1Relaxivity ContrastBolusTotalDose ContrastBolusUsageSequence ContrastBolusVolume \
    ContrastFlowDuration ContrastFlowRate ContrastFrameAveraging ContributingEquipmentSequence \
    ContributingSOPInstancesReferenceSequence ContributingSourcesSequence ContributionDateTime ContributionDescription \
    ControlPoint3DPosition ControlPointDeliverySequence ControlPointIndex ControlPointOrientation \
    ControlPointRelativePosition ControlPointSequence ConventionalControlPointVerificationSequence \
    ConventionalMachineVerificationSequence ConversionSourceAttributesSequence ConversionType ConvolutionKernel \
    ConvolutionKernelGroup CoordinateSystemAxesSequence CoordinateSystemAxisCodeSequence \
    CoordinateSystemAxisDescription CoordinateSystemAxisNumber CoordinateSystemAxisType CoordinateSystemAxisUnits \
    CoordinateSystemAxisValues CoordinateSystemDataSetMapping CoordinateSystemNumberOfAxes \
    CoordinateSystemTransformRotationAndScaleMatrix CoordinateSystemTransformSequence \
    CoordinateSystemTransformTranslationMatrix CoordinatesSetGeometricTypeTrial CorneaMeasurementMethodCodeSequence \
    CorneaMeasurementsSequence CornealAxis CornealEccentricityIndex CornealISValue CornealPointEstimated \
    CornealPointLocation CornealPower CornealSize CornealSizeSequence CornealTopographyMapQualityEvaluation \
    CornealTopographyMapTypeCodeSequence CornealTopographyMappingNormalsSequence CornealTopographySurface \
    CornealVertexLocation CornealWavefront CorrectedImage CorrectedLocalizedDeviationFromNormal \
    CorrectedLocalizedDeviationFromNormalCalculated CorrectedLocalizedDeviationFromNormalProbability \
    CorrectedLocalizedDeviationFromNormalProbabilityCalculated CorrectedParameterSequence CorrectionValue \
    CountLossNormalizationCorrected CountRate CountryOfResidence CountsAccumulated CountsIncluded CountsSource \
    CouplingMedium CouplingTechnique CouplingVelocity CoverageOfKSpace CranialThermalIndex CreationDate CreationTime \
    CreatorVersionUID Crop CroppingSpecificationIndex CroppingSpecificationNumber CumulativeDoseReferenceCoefficient \
    CumulativeDoseToDoseReference CumulativeMeterset CumulativeMetersetWeight CumulativeTimeWeight \
    CurrentConfigurationID CurrentFractionNumber CurrentObserverTrial CurrentPatientLocation \
    CurrentRequestedProcedureEvidenceSequence CurrentTreatmentStatus CurvatureType CurveDate CurveNumber CurveTime \
    CustodialOrganizationSequence CustomRendered CylinderAxis CylinderLensPower CylinderPower CylinderSequence \
    DACAmplitude DACGainPoints DACSequence DACTimePoints DACType DCTLabel DDLValue DICOMMediaRetrievalSequence \
    DICOMRetrievalSequence DICOMStorageSequence DICOSVersion DLPNotificationTrigger DVHData DVHDoseScaling \
    DVHMaximumDose DVHMeanDose DVHMinimumDose DVHNormalizationDoseValue DVHNormalizationPoint DVHNumberOfBins \
    DVHROIContributionType DVHReferencedROISequence DVHSequence DVHType DVHVolumeUnits Damping DarkCurrentCounts \
    DarkCurrentSequence DataBlock DataBlockDescription DataCollectionCenterPatient DataCollectionDiameter DataElement \
    DataElementConditionality DataElementDescription DataElementLabelItemSequence DataElementLabelSequence \
    DataElementMaximumCharacters DataElementMinimumCharacters DataElementName DataElementsSigned \
    DataFrameAssignmentSequence DataInformationSequence DataObservationSequence DataPathAssignment DataPathID \
    DataPointColumns DataPointRows DataRepresentation DataSetDescription DataSetName DataSetSource DataSetSubtype \
    DataSetTrailingPadding DataSetType DataSetVersion DataType Date DateOfDocumentOrVerbalTransactionTrial \
    DateOfGainCalibration DateOfInstallation DateOfLastCalibration DateOfLastDetectorCalibration DateOfManufacture \
    DateOfSecondaryCapture DateTime DateTimeOfLastCalibration DeadTimeCorrected DeadTimeCorrectionFlag DeadTimeFactor \
    DecayCorrected DecayCorrection DecayCorrectionDateTime DecayFactor DecimalPotentialVisualAcuity \
    DecimalVisualAcuity DecimateCropResult DecompositionAlgorithmIdentificationSequence DecompositionDescription \
    DecompositionMaterialSequence DecompositionMethod DecoupledNucleus Decoupling DecouplingChemicalShiftReference \
    DecouplingFrequency DecouplingMethod DefaultMagnificationType DefaultPrinterResolutionID DefaultSmoothingType \
    DefinitionSourceSequence DeformableRegistrationGridSequence DeformableRegistrationSequence DegreeOfDilation \
    DegreeOfFreedomID DegreeOfFreedomType DeidentificationAction DeidentificationActionSequence DeidentificationMethod \
    DeidentificationMethodCodeSequence DelayLawIdentifier DeletionLock DelineatedRadiationFieldSize \
    DeliveredChannelTotalTime DeliveredDepthDoseParametersSequence DeliveredDistalDepth DeliveredDistalDepthFraction \
    DeliveredMeterset DeliveredNominalRangeModulatedRegionDepths DeliveredNominalRangeModulationFractions \
    DeliveredNumberOfPulses DeliveredPrimaryMeterset DeliveredPulseRepetitionInterval DeliveredReferenceDoseDefinition \
    DeliveredSecondaryMeterset DeliveredTreatmentTime DeliveryMaximumDose DeliveryRate DeliveryRateUnitSequence \
    DeliveryTimeStructureCodeSequence DeliveryVerificationImageSequence DeliveryWarningDose Density \
    DepthDoseParametersSequence DepthOfScanField DepthOfTransverseImage DepthSpatialResolution DepthValueAveragingFlag \
    DepthsOfFocus DerivationAlgorithmSequence DerivationCodeSequence DerivationConceptualVolumeSequence \
    DerivationDescription DerivationImageSequence DerivationImplantAssemblyTemplateSequence \
    DerivationImplantTemplateSequence DestinationAE DetailsOfCoefficients DetectorActivationOffsetFromExposure \
    DetectorActiveAreaOrientation DetectorActiveAreaTLHCPosition DetectorActiveDimensions DetectorActiveOrigin \
    DetectorActiveShape DetectorActiveTime DetectorBinning DetectorCalibrationData DetectorConditionsNominalFlag \
    DetectorConfiguration DetectorDescription DetectorElementPhysicalSize DetectorElementSize DetectorElementSpacing \
    DetectorGeometry DetectorGeometrySequence DetectorID DetectorInformationSequence DetectorIsocenterPrimaryAngle \
    DetectorIsocenterSecondaryAngle DetectorLinesOfResponseUsed DetectorManufacturerModelName DetectorManufacturerName \
    DetectorMode DetectorNormalizationCorrection DetectorPositionSequence DetectorPositioningType DetectorPrimaryAngle \
    DetectorSecondaryAngle DetectorTemperature DetectorTemperatureSequence DetectorTimeSinceLastExposure DetectorType \
    DetectorVector DetectorXPositionToIsocenter DetectorYPositionToIsocenter DetectorZPositionToIsocenter \
    DeviationIndex DeviceAlternateIdentifier DeviceAlternateIdentifierFormat DeviceAlternateIdentifierType \
    DeviceDescription DeviceDiameter DeviceDiameterUnits DeviceID DeviceIndex DeviceLabel DeviceLength \
    DeviceMotionControlSequence DeviceMotionExecutionMode DeviceMotionObservationMode \
    DeviceMotionParameterCodeSequence DeviceOrderIndex DevicePositionParameterSequence \
    DevicePositionToEquipmentMappingMatrix DeviceSequence DeviceSerialNumber DeviceSettingDescription \
    DeviceSpecificAcquisitionParameterSequence DeviceTypeCodeSequence DeviceUID DeviceVolume DiameterOfCircularOutline \
    DiameterOfVisibility DiaphragmPosition DiffuseReflectionIntensity DiffusionAcquisitionCodeSequence \
    DiffusionAnisotropyType DiffusionBMatrixSequence DiffusionBValue DiffusionBValueXX DiffusionBValueXY \
    DiffusionBValueXZ DiffusionBValueYY DiffusionBValueYZ DiffusionBValueZZ DiffusionDirectionality \
    DiffusionGradientDirectionSequence DiffusionGradientOrientation DiffusionModelCodeSequence \
    DigitalFilterCharacteristicsSequence DigitalFilterOrder DigitalFilterTypeCodeSequence DigitalImageFormatAcquired \
    DigitalSignatureDateTime DigitalSignaturePurposeCodeSequence DigitalSignatureUID DigitalSignaturesSequence \
    DigitalZoomRatio DigitizingDeviceTransportDirection DimensionDescriptionLabel DimensionIndexPointer \
    DimensionIndexPrivateCreator DimensionIndexSequence DimensionIndexValues DimensionOrganizationSequence \
    DimensionOrganizationType DimensionOrganizationUID DirectSegmentReferenceSequence DischargeDate \
    DischargeDiagnosisCodeSequence DischargeDiagnosisDescription DischargeTime DisplacementMatrix \
    DisplacementReferenceLabel DisplacementReferenceLocationCodeSequence DisplayCalibrationResultSequence \
    DisplayDeviceTypeCodeSequence DisplayEnvironmentSpatialPosition DisplayFilterPercentage DisplayFunctionType \
    DisplaySetHorizontalJustification DisplaySetLabel DisplaySetNumber DisplaySetPatientOrientation \
    DisplaySetPresentationGroup DisplaySetPresentationGroupDescription DisplaySetScrollingGroup \
    DisplaySetVerticalJustification DisplaySetsSequence DisplayShadingFlag DisplaySubsystemConfigurationSequence \
    DisplaySubsystemDescription DisplaySubsystemID DisplaySubsystemName DisplaySubsystemQAResultsSequence \
    DisplaySubsystemSequence DisplayWindowLabelVector DisplayedAreaBottomRightHandCorner \
    DisplayedAreaBottomRightHandCornerTrial DisplayedAreaSelectionSequence DisplayedAreaTopLeftHandCorner \
    DisplayedAreaTopLeftHandCornerTrial DisplayedZValue DistalDepth DistalDepthFraction DistanceBetweenBscanSlabs \
    DistanceBetweenFocalPlanes DistanceObjectToTableTop DistancePupillaryDistance \
    DistanceReceptorPlaneToDetectorHousing DistanceSourceToDataCollectionCenter DistanceSourceToDetector \
    DistanceSourceToEntrance DistanceSourceToIsocenter DistanceSourceToPatient DistanceSourceToSupport \
    DistributionAddress DistributionName DistributionType DocumentAuthorIdentifierCodeSequenceTrial \
    DocumentAuthorTrial DocumentClassCodeSequence DocumentIdentifierCodeSequenceTrial DocumentTitle \
    DocumentingObserverIdentifierCodeSequenceTrial DocumentingOrganizationIdentifierCodeSequenceTrial \
    DopplerCorrectionAngle DopplerSampleVolumeXPosition DopplerSampleVolumeXPositionRetired \
    DopplerSampleVolumeYPosition DopplerSampleVolumeYPositionRetired DoseCalibrationConditionsSequence \
    DoseCalibrationConditionsVerifiedFlag DoseCalibrationFactor DoseComment DoseGridScaling \
    DoseMeasurementDeviceCodeSequence DoseModeName DoseRateDelivered DoseRateSet DoseReferenceDescription \
    DoseReferenceNumber DoseReferencePointCoordinates DoseReferenceSequence DoseReferenceStructureType \
    DoseReferenceType DoseReferenceUID DoseSummationType DoseType DoseUnits DoseValue DoseValueInterpretation \
    DoseValuePurpose DoseValuesSequence DosimetricObjectiveEvaluationScope DosimetricObjectiveParameterSequence \
    DosimetricObjectivePurpose DosimetricObjectiveSequence DosimetricObjectiveTypeCodeSequence DosimetricObjectiveUID \
    DosimetricObjectiveWeight DoubleExposureFieldDelta DoubleExposureFieldDeltaTrial DoubleExposureFlag \
    DoubleExposureMeterset DoubleExposureMetersetTrial DoubleExposureOrdering DoubleFloatPixelData \
    DoubleFloatPixelPaddingRangeLimit DoubleFloatPixelPaddingValue DoubleFloatRealWorldValueFirstValueMapped \
    DoubleFloatRealWorldValueLastValueMapped DoublePointCoordinatesData DriveProbeSequence DriveType DynamicRange \
    EXIFVersion EchoNumbers EchoPeakPosition EchoPlanarPulseSequence EchoPulseSequence EchoTime EchoTrainLength \
    EdgePointIndexList EffectiveBinEnergy EffectiveDateTime EffectiveDoseCalculationMethodCategoryCodeSequence \
    EffectiveDoseCalculationMethodCodeSequence EffectiveDoseCalculationMethodDescription EffectiveDuration \
    EffectiveEchoTime EffectiveRefractiveIndex EffectiveWedgeAngle ElementDimensionA ElementDimensionB ElementPitchA \
    ElementPitchB ElementShape EmitterColorTemperature EmmetropicMagnification EmptyImageBoxCIELabValue \
    EmptyImageDensity EmptyValueMatchingSequence EncapsulatedDocument EncapsulatedDocumentLength \
    EncapsulatedPixelDataValueTotalLength EncryptedAttributesSequence EncryptedContent \
    EncryptedContentTransferSyntaxUID EndAcquisitionDateTime EndCumulativeMetersetWeight EndCumulativeTimeWeight \
    EndMeterset EndingRespiratoryAmplitude EndingRespiratoryPhase EnergyDerivationCodeSequence EnergyUnitCodeSequence \
    EnergyWeightingFactor EnergyWindowCenterline EnergyWindowInformationSequence EnergyWindowLowerLimit \
    EnergyWindowName EnergyWindowNumber EnergyWindowRangeSequence EnergyWindowTotalWidth EnergyWindowUpperLimit \
    EnergyWindowVector EnhancedPaletteColorLookupTableSequence EnhancedRTBeamLimitingDeviceDefinitionFlag \
    EnhancedRTBeamLimitingDeviceSequence EnhancedRTBeamLimitingOpeningSequence EntityDescription EntityLabel \
    EntityLongLabel EntityName EntranceDose EntranceDoseDerivation EntranceDoseInmGy EnvironmentalConditions \
    EquipmentAdministratorSequence EquipmentCoordinateSystemIdentification EquipmentFrameOfReferenceDescription \
    EquipmentFrameOfReferenceUID EquipmentModality EquipmentReferencePointCodeSequence \
    EquipmentReferencePointCoordinatesSequence EquivalentCDADocumentSequence EquivalentCodeSequence \
    EquivalentConceptualVolumeInstanceReferenceSequence EquivalentConceptualVolumesSequence EquivalentPupilRadius \
    EstimatedDoseSaving EstimatedRadiographicMagnificationFactor EthicsCommitteeApprovalEffectivenessEndDate \
    EthicsCommitteeApprovalEffectivenessStartDate EthnicGroup EthnicGroupCodeSequence EvaluationAttempt EvaluatorName \
    EvaluatorNumber EvaluatorSequence EventCodeSequence EventElapsedTimes EventTimeOffset EventTimerNames \
    EventTimerSequence ExaminedBodyThickness ExcessiveFalseNegatives ExcessiveFalseNegativesDataFlag \
    ExcessiveFalsePositives ExcessiveFalsePositivesDataFlag ExcessiveFixationLosses ExcessiveFixationLossesDataFlag \
    ExcitationEnergy ExcitationFrequency ExcitationPulseDuration ExcitationSpectralWidth ExcitationWavelength \
    ExcitationWavelengthSequence ExcludedIntervalsSequence ExclusionDuration ExclusionStartDateTime \
    ExclusiveComponentType ExecutionStatus ExecutionStatusInfo ExpectedCompletionDateTime \
    ExpectedInVivoMeasurementValueIndex ExpectedInVivoMeasurementValuesSequence ExpirationDateTime ExpiryDate \
    ExposedArea Exposure ExposureBiasValue ExposureControlMode ExposureControlModeDescription \
    ExposureControlSensingRegionLeftVerticalEdge ExposureControlSensingRegionLowerHorizontalEdge \
    ExposureControlSensingRegionRightVerticalEdge ExposureControlSensingRegionShape \
    ExposureControlSensingRegionUpperHorizontalEdge ExposureControlSensingRegionsSequence ExposureDoseSequence \
    ExposureIndex ExposureInmAs ExposureInuAs ExposureMode ExposureModulationType ExposureProgram ExposureSequence \
    ExposureStatus ExposureTime ExposureTimeInSeconds ExposureTimeInms ExposureTimeInuS \
    ExposuresOnDetectorSinceLastCalibration ExposuresOnDetectorSinceManufactured ExposuresOnPlate ExtendedCodeMeaning \
    ExtendedCodeValue ExtendedDepthOfField ExtendedMatchingMechanisms ExtendedOffsetTable ExtendedOffsetTableLengths \
    ExternalContourEntryPoint FNumber FacetSequence FailedAttributesSequence FailedSOPInstanceUIDList \
    FailedSOPSequence FailedStudySequence FailureAttributes FailureReason FalseNegativesEstimate \
    FalseNegativesEstimateFlag FalseNegativesQuantity FalsePositivesEstimate FalsePositivesEstimateFlag \
    FalsePositivesQuantity FiducialDescription FiducialIdentifier FiducialIdentifierCodeSequence FiducialSequence \
    FiducialSetSequence FiducialUID FiducialsPropertyCategoryCodeSequence FieldOfViewDescription FieldOfViewDimensions \
    FieldOfViewDimensionsInFloat FieldOfViewHorizontalFlip FieldOfViewOrigin FieldOfViewRotation FieldOfViewSequence \
    FieldOfViewShape FileAccessSequence FileAccessURI FileLengthInContainer FileOffsetInContainer \
    FileSetAccessSequence FileSource FilenameInContainer FillMode FillPattern FillStyleSequence \
    FillerOrderNumberImagingServiceRequest FillerOrderNumberImagingServiceRequestRetired FillerOrderNumberProcedure \
    FilmBoxContentSequence FilmConsumptionSequence FilmDestination FilmOrientation FilmSessionLabel FilmSizeID \
    FilterBeamPathLengthMaximum FilterBeamPathLengthMinimum FilterByAttributePresence FilterByCategory \
    FilterByOperator FilterHighFrequency FilterHighFrequencyCharacteristicsSequence FilterLookupTableData \
    FilterLookupTableDescription FilterLookupTableSequence FilterLowFrequency \
    FilterLowFrequencyCharacteristicsSequence FilterMaterial FilterMaterialUsedInGainCalibration \
    FilterOperationsSequence FilterThicknessMaximum FilterThicknessMinimum FilterThicknessUsedInGainCalibration \
    FilterType FinalCumulativeMetersetWeight FinalCumulativeTimeWeight FindingsFlagTrial \
    FindingsGroupRecordingDateTrial FindingsGroupRecordingTimeTrial FindingsGroupUIDTrial FindingsSequenceTrial \
    FindingsSourceCategoryCodeSequenceTrial FiniteVolume FirstALineLocation FirstOrderPhaseCorrection \
    FirstOrderPhaseCorrectionAngle FirstTreatmentDate FixationCheckedQuantity FixationDeviceDescription \
    FixationDeviceLabel FixationDevicePitchAngle FixationDevicePosition FixationDeviceRollAngle FixationDeviceSequence \
    FixationDeviceType FixationEye FixationLightAzimuthalAngle FixationLightAzimuthalAngleTolerance \
    FixationLightPolarAngle FixationLightPolarAngleTolerance FixationMethodCodeSequence FixationMonitoringCodeSequence \
    FixationSequence FixedRTBeamDelimiterDeviceSequence FlashEnergy FlashFiringStatus FlashFunctionPresent FlashMode \
    FlashRedEyeMode FlashReturnStatus FlatCornealAxisSequence FlatKeratometricAxisSequence FlipAngle FloatPixelData \
    FloatPixelPaddingRangeLimit FloatPixelPaddingValue FloatingPointValue FloatingPointValues FlowCompensation \
    FlowCompensationDirection FlowIdentifier FlowIdentifierSequence FlowRTPSamplingRate FlowTransferSyntaxUID \
    FluenceDataScale FluenceDataSource FluenceMapSequence FluenceMode FluenceModeID FluoroscopyFlag \
    FluoroscopyLastImageHoldPersistenceFlag FluoroscopyPersistenceFlag FocalDistance FocalLength FocalLengthIn35mmFilm \
    FocalSpots FocusDepth FocusMethod FolderAccessURI FontName FontNameType FovealPointNormativeDataFlag \
    FovealPointProbabilityValue FovealSensitivity FovealSensitivityMeasured FractionBasedRelationshipIntervalAnchor \
    FractionBasedRelationshipSequence FractionGroupDescription FractionGroupNumber FractionGroupSequence \
    FractionGroupSummarySequence FractionGroupType FractionNumber FractionPattern FractionPatternSequence \
    FractionStatusSummarySequence FractionalBandwidth FractionalChannelDisplayScale FractionationNotes \
    FrameAcquisitionDateTime FrameAcquisitionDuration FrameAcquisitionNumber FrameAcquisitionSequence \
    FrameAnatomySequence FrameComments FrameContentSequence FrameDelay FrameDetectorParametersSequence \
    FrameDimensionPointer FrameDisplaySequence FrameDisplayShutterSequence FrameExtractionSequence \
    FrameIncrementPointer FrameLabel FrameLabelVector FrameLaterality FrameNumbersOfInterest \
    FrameOfInterestDescription FrameOfInterestType FrameOfReferenceRelationshipSequence \
    FrameOfReferenceToDisplayedCoordinateSystemTransformationMatrix FrameOfReferenceTransformationComment \
    FrameOfReferenceTransformationMatrix FrameOfReferenceTransformationMatrixType FrameOfReferenceTransformationType \
    FrameOfReferenceUID FrameOriginTimestamp FramePixelDataPropertiesSequence FramePixelShiftSequence \
    FramePrimaryAngleVector FrameReferenceDateTime FrameReferenceTime FrameSecondaryAngleVector FrameTime \
    FrameTimeVector FrameType FrameUsefulnessGroupSequence FrameVOILUTSequence FrequencyCorrection \
    FrequencyEncodingCodeSequence FunctionalGroupPointer FunctionalGroupPrivateCreator FunctionalMRSequence \
    FunctionalSettlingPhaseFramesPresent FunctionalSyncPulse GPSAltitude GPSAltitudeRef GPSAreaInformation GPSDOP \
    GPSDateStamp GPSDestBearing GPSDestBearingRef GPSDestDistance GPSDestDistanceRef GPSDestLatitude \
    GPSDestLatitudeRef GPSDestLongitude GPSDestLongitudeRef GPSDifferential GPSImgDirection GPSImgDirectionRef \
    GPSLatitude GPSLatitudeRef GPSLongitude GPSLongitudeRef GPSMapDatum GPSMeasureMode GPSProcessingMethod \
    GPSSatellites GPSSpeed GPSSpeedRef GPSStatus GPSTimeStamp GPSTrack GPSTrackRef GPSVersionID GainControl \
    GainCorrectionReferenceSequence GammaValue GantryAngle GantryAngleTolerance GantryDetectorSlew GantryDetectorTilt \
    GantryID GantryMotionCorrected GantryPitchAngle GantryPitchAngleTolerance GantryPitchRotationDirection \
    GantryRotationDirection GantryType GapLength GateSettingsSequence GateThreshold GatedInformationSequence \
    GatingBeamHoldTransitionSequence GeneralAccessoryDefinitionSequence GeneralAccessoryDescription GeneralAccessoryID \
    GeneralAccessoryNumber GeneralAccessorySequence GeneralAccessoryType GeneralMachineVerificationSequence \
    GeneralMatchingSequence GeneralPurposePerformedProcedureStepStatus GeneralPurposeScheduledProcedureStepPriority \
    GeneralPurposeScheduledProcedureStepStatus GeneralizedDefectCorrectedSensitivityDeviationFlag \
    GeneralizedDefectCorrectedSensitivityDeviationProbabilityValue GeneralizedDefectCorrectedSensitivityDeviationValue \
    GeneralizedDefectSensitivityDeviationAlgorithmSequence GeneratorID GeneratorPower GeneticModificationsCodeSequence \
    GeneticModificationsDescription GeneticModificationsNomenclature GeneticModificationsSequence \
    GeometricMaximumDistortion GeometricalProperties GeometryForDisplay GeometryOfKSpaceTraversal GlobalCrop \
    GlobalCroppingSpecificationIndex GlobalDeviationFromNormal GlobalDeviationProbability \
    GlobalDeviationProbabilityNormalsFlag GlobalDeviationProbabilitySequence GradientEchoTrainLength GradientOutput \
    GradientOutputType GraphicAnnotationSequence GraphicAnnotationUnits GraphicCoordinatesDataSequence GraphicData \
    GraphicDimensions GraphicFilled GraphicGroupDescription GraphicGroupID GraphicGroupLabel GraphicGroupSequence \
    GraphicLayer GraphicLayerDescription GraphicLayerOrder GraphicLayerRecommendedDisplayCIELabValue \
    GraphicLayerRecommendedDisplayGrayscaleValue GraphicLayerRecommendedDisplayRGBValue GraphicLayerSequence \
    GraphicObjectSequence GraphicType GrayLookupTableData GrayLookupTableDescriptor GrayScale \
    GreenPaletteColorLookupTableData GreenPaletteColorLookupTableDescriptor Grid GridAbsorbingMaterial GridAspectRatio \
    GridDimensions GridFocalDistance GridFrameOffsetVector GridID GridPeriod GridPitch GridResolution \
    GridSpacingMaterial GridThickness GroupOfPatientsIdentificationSequence HL7DocumentEffectiveTime \
    HL7DocumentTypeCodeSequence HL7InstanceIdentifier HL7StructuredDocumentReferenceSequence HPGLContourPenNumber \
    HPGLDocument HPGLDocumentID HPGLDocumentLabel HPGLDocumentScaling HPGLDocumentSequence HPGLPenDescription \
    HPGLPenLabel HPGLPenNumber HPGLPenSequence HalfValueLayer HangingProtocolCreationDateTime HangingProtocolCreator \
    HangingProtocolDefinitionSequence HangingProtocolDescription HangingProtocolLevel HangingProtocolName \
    HangingProtocolUserGroupName HangingProtocolUserIdentificationCodeSequence HardcopyCreationDeviceID \
    HardcopyDeviceManufacturer HardcopyDeviceManufacturerModelName HardcopyDeviceSoftwareVersion HeadFixationAngle \
    HeadFixationAngleTolerance HeartRate HighBit HighDoseTechniqueType HighEnergyDetectors HighRRValue \
    HistogramBinWidth HistogramData HistogramExplanation HistogramFirstBinValue HistogramLastBinValue \
    HistogramNumberOfBins HistogramSequence HomeCommunityID HorizontalAlignment HorizontalFieldOfView \
    HorizontalOffsetOfSensor HorizontalPrismBase HorizontalPrismPower HumanPerformerCodeSequence HumanPerformerName \
    HumanPerformerOrganization Humidity ICCProfile IOLFormulaCodeSequence IOLFormulaDetail IOLManufacturer IOLPower \
    IOLPowerForExactEmmetropia IOLPowerForExactTargetRefraction IOLPowerSequence ISOSpeed ISOSpeedLatitudeyyy \
    ISOSpeedLatitudezzz IVUSAcquisition IVUSGatedRate IVUSPullbackRate IVUSPullbackStartFrameNumber \
    IVUSPullbackStopFrameNumber IconImageSequence IdenticalDocumentsSequence IdentificationDescriptionTrial \
    IdentifierCodeSequenceTrial IdentifierTypeCode IdentifyingComments IdentifyingPrivateElements Illumination \
    IlluminationBandwidth IlluminationColorCodeSequence IlluminationPower IlluminationTranslationFlag \
    IlluminationTypeCodeSequence IlluminationWaveLength IlluminatorTypeCodeSequence ImageAcquisitionDepth \
    ImageAndFluoroscopyAreaDoseProduct ImageBoxContentSequence ImageBoxLargeScrollAmount ImageBoxLargeScrollType \
    ImageBoxLayoutType ImageBoxNumber ImageBoxOverlapPriority ImageBoxPosition ImageBoxPresentationLUTFlag \
    ImageBoxScrollDirection ImageBoxSmallScrollAmount ImageBoxSmallScrollType ImageBoxSynchronizationSequence \
    ImageBoxTileHorizontalDimension ImageBoxTileVerticalDimension ImageBoxesSequence \
    ImageCenterPointCoordinatesSequence ImageComments ImageDataTypeCodeSequence ImageDataTypeSequence ImageDimensions \
    ImageDisplayFormat ImageFilter ImageFilterDescription ImageFilterDetailsSequence ImageFormat ImageGeometryType \
    ImageHorizontalFlip ImageID ImageIndex ImageLaterality ImageLocation ImageOrientation ImageOrientationPatient \
    ImageOrientationSlide ImageOrientationVolume ImageOverlayBoxContentSequence ImageOverlayFlag \
    ImagePathFilterPassBand ImagePathFilterPassThroughWavelength ImagePathFilterTypeStackCodeSequence \
    ImagePlanePixelSpacing ImagePosition ImagePositionPatient ImagePositionVolume ImagePresentationComments \
    ImageProcessingApplied ImageQualityIndicatorMaterial ImageQualityIndicatorSize ImageQualityIndicatorType \
    ImageReceptorPositionSequence ImageRotation ImageRotationRetired ImageScaleRepresentation ImageSetLabel \
    ImageSetNumber ImageSetSelectorCategory ImageSetSelectorSequence ImageSetSelectorUsageFlag ImageSetsSequence \
    ImageToEquipmentMappingMatrix ImageTransformationMatrix ImageTranslationVector ImageTriggerDelay ImageType \
    ImageVolumeGeometry ImagedNucleus ImagedVolumeDepth ImagedVolumeHeight ImagedVolumeWidth ImagerPixelSpacing \
    ImagesInAcquisition ImagesInSeries ImagesInStudy ImagingApertureSequence ImagingApertureSpecificationType \
    ImagingDeviceLocationMatrixSequence ImagingDeviceLocationParameterSequence \
    ImagingDeviceSpecificAcquisitionParameters ImagingEquipmentToTreatmentDeliveryDeviceRelationshipSequence \
    ImagingFrequency ImagingServiceRequestComments ImagingSourceLocationSpecificationType \
    ImagingSourcePositionSequence ImagingSourceToBeamModifierDefinitionPlaneDistance ImmersionMedia \
    ImpedanceMeasurementCurrentType ImpedanceMeasurementDateTime ImpedanceMeasurementFrequency ImpedanceValue \
    ImplantAssemblyTemplateIssuer ImplantAssemblyTemplateName ImplantAssemblyTemplateTargetAnatomySequence \
    ImplantAssemblyTemplateType ImplantAssemblyTemplateVersion ImplantName ImplantPartNumber \
    ImplantRegulatoryDisapprovalCodeSequence ImplantSize ImplantTargetAnatomySequence \
    ImplantTemplate3DModelSurfaceNumber ImplantTemplateGroupDescription ImplantTemplateGroupIssuer \
    ImplantTemplateGroupMemberID ImplantTemplateGroupMemberMatching2DCoordinatesSequence \
    ImplantTemplateGroupMembersSequence ImplantTemplateGroupName ImplantTemplateGroupTargetAnatomySequence \
    ImplantTemplateGroupVariationDimensionName ImplantTemplateGroupVariationDimensionRank \
    ImplantTemplateGroupVariationDimensionRankSequence ImplantTemplateGroupVariationDimensionSequence \
    ImplantTemplateGroupVersion ImplantTemplateVersion ImplantType ImplantTypeCodeSequence Impressions \
    InConcatenationNumber InConcatenationTotalNumber InPlanePhaseEncodingDirection InStackPositionNumber \
    InboundArrivalType IncidentAngle IncludeDisplayApplication IncludeNonDICOMObjects IncludesImagingSubject \
    IncludesInformation IncorporatedInventoryInstanceSequence IndexNormalsFlag IndexProbability \
    IndexProbabilitySequence IndicationDescription IndicationDisposition IndicationLabel IndicationNumber \
    IndicationPhysicalPropertySequence IndicationROISequence IndicationSequence IndicationType \
    InformationFromManufacturerSequence InformationIssueDateTime InformationSummary InitialCineRunState InnerDiameter \
    InputAvailabilityFlag InputInformationSequence InputReadinessState InputSequencePositionIndex \
    InspectionSelectionCriteria InstanceAvailability InstanceCoercionDateTime InstanceCreationDate \
    InstanceCreationTime InstanceCreatorUID InstanceLevelReferencedPerformedProcedureStepSequence InstanceNumber \
    InstanceOriginStatus InstitutionAddress InstitutionCodeSequence InstitutionName InstitutionalDepartmentName \
    InstitutionalDepartmentTypeCodeSequence InstructionDescription InstructionIndex InstructionPerformanceComment \
    InstructionPerformedDateTime InstructionPerformedFlag InstructionSequence InstructionText \
    InsurancePlanIdentification IntendedDeliveryDuration IntendedFractionStartTime IntendedNumberOfFractions \
    IntendedPhaseEndDate IntendedPhaseStartDate IntendedRTTreatmentPhaseSequence \
    IntendedRecipientsOfResultsIdentificationSequence IntendedStartDayOfWeek IntensifierActiveDimensions \
    IntensifierActiveShape IntensifierSize InterMarkerDistance InterlockCodeSequence InterlockDateTime \
    InterlockDescription InterlockOriginDescription InterlockOriginatingDeviceSequence InterlockResolutionCodeSequence \
    InterlockResolutionUserSequence InterlockSequence IntermediatePupillaryDistance InternalDetectorFrameTime \
    InternationalRouteSegment InteroperabilityIndex InteroperabilityVersion InterpolationType \
    InterpretationApprovalDate InterpretationApprovalTime InterpretationApproverSequence InterpretationAuthor \
    InterpretationDiagnosisCodeSequence InterpretationDiagnosisDescription InterpretationID InterpretationIDIssuer \
    InterpretationRecordedDate InterpretationRecordedTime InterpretationRecorder InterpretationStatusID \
    InterpretationText InterpretationTranscriber InterpretationTranscriptionDate InterpretationTranscriptionTime \
    InterpretationTypeID IntervalNumber IntervalsAcquired IntervalsRejected InterventionDescription \
    InterventionDrugCodeSequence InterventionDrugDose InterventionDrugInformationSequence InterventionDrugName \
    InterventionDrugStartTime InterventionDrugStopTime InterventionSequence InterventionStatus IntraOcularPressure \
    IntraocularLensCalculationsLeftEyeSequence IntraocularLensCalculationsRightEyeSequence \
    IntravascularFrameContentSequence IntravascularLongitudinalDistance IntravascularOCTFrameContentSequence \
    IntravascularOCTFrameTypeSequence InventoriedInstancesSequence InventoriedSeriesSequence \
    InventoriedStudiesSequence InventoryAccessEndPointsSequence InventoryCompletionStatus InventoryInstanceDescription \
    InventoryLevel InventoryPurpose InversionRecovery InversionTime InversionTimes IonBeamLimitingDeviceSequence \
    IonBeamSequence IonBlockSequence IonControlPointDeliverySequence IonControlPointSequence \
    IonControlPointVerificationSequence IonMachineVerificationSequence IonRangeCompensatorSequence \
    IonToleranceTableSequence IonWedgePositionSequence IonWedgeSequence IrradiationEventIdentificationSequence \
    IrradiationEventUID IsocenterPosition IsocenterReferenceSystemSequence IsocenterToBeamLimitingDeviceDistance \
    IsocenterToBlockTrayDistance IsocenterToCompensatorDistances IsocenterToCompensatorTrayDistance \
    IsocenterToGeneralAccessoryDistance IsocenterToLateralSpreadingDeviceDistance IsocenterToRangeModulatorDistance \
    IsocenterToRangeShifterDistance IsocenterToWedgeTrayDistance IsotopeNumber IssueDateOfImagingServiceRequest \
    IssueTimeOfImagingServiceRequest IssuerOfAccessionNumberSequence IssuerOfAdmissionID IssuerOfAdmissionIDSequence \
    IssuerOfClinicalTrialProtocolID IssuerOfClinicalTrialSeriesID IssuerOfClinicalTrialSiteID \
    IssuerOfClinicalTrialSubjectID IssuerOfClinicalTrialSubjectReadingID IssuerOfClinicalTrialTimePointID \
    IssuerOfPatientID IssuerOfPatientIDQualifiersSequence IssuerOfServiceEpisodeID IssuerOfServiceEpisodeIDSequence \
    IssuerOfTheContainerIdentifierSequence IssuerOfTheSpecimenIdentifierSequence Italic ItemInventoryDateTime \
    ItemNumber IterativeReconstructionMethod ItineraryID ItineraryIDAssigningAuthority ItineraryIDType KSpaceFiltering \
    KVImagingGenerationParametersSequence KVP KVUsedInGainCalibration KeratoconusPredictionIndex KeratometerIndex \
    KeratometricAxis KeratometricPower KeratometryLeftEyeSequence KeratometryMeasurementTypeCodeSequence \
    KeratometryRightEyeSequence LINACEnergy LINACOutput LUTData LUTDescriptor LUTExplanation LUTFrameRange LUTFunction \
    LUTLabel LUTNumber LabelStyleSelection LabelText LabelUsingInformationExtractedFromInstances LanguageCodeSequence \
    LanguageCodeSequenceTrial LargeBluePaletteColorLookupTableData LargeBluePaletteColorLookupTableDescriptor \
    LargeGreenPaletteColorLookupTableData LargeGreenPaletteColorLookupTableDescriptor LargePaletteColorLookupTableUID \
    LargeRedPaletteColorLookupTableData LargeRedPaletteColorLookupTableDescriptor LargestImagePixelValue \
    LargestImagePixelValueInPlane LargestMonochromePixelValue LargestPixelValueInSeries LargestValidPixelValue \
    LastMenstrualDate LateralSpreadingDeviceDescription LateralSpreadingDeviceID LateralSpreadingDeviceNumber \
    LateralSpreadingDeviceSequence LateralSpreadingDeviceSetting LateralSpreadingDeviceSettingsSequence \
    LateralSpreadingDeviceType LateralSpreadingDeviceWaterEquivalentThickness Laterality LeafJawPositions \
    LeafPositionBoundaries LeftImageSequence LeftLensSequence LengthToEnd LensConstantDescription LensConstantSequence \
    LensDescription LensMake LensModel LensSegmentType LensSerialNumber LensSpecification LensStatusCodeSequence \
    LensStatusDescription LensThickness LensThicknessSequence LensesCodeSequence LesionNumber LightDirection \
    LightPathFilterPassBand LightPathFilterPassThroughWavelength LightPathFilterTypeStackCodeSequence LightSource \
    LightSourcePolarization LineDashingStyle LinePattern LineSequence LineStyleSequence LineThickness \
    LinearityCorrectionTechnique ListOfMIMETypes ListOfUIDMatchingSequence LocalDeviationProbabilityNormalsFlag \
    LocalNamespaceEntityID LocalizedDeviationFromNormal LocalizedDeviationProbability \
    LocalizedDeviationProbabilitySequence LocalizingCursorPosition Location LocationOfMeasuredBeamDiameter \
    LongCodeValue LongDeviceDescription LongEdgePointIndexList LongPrimitivePointIndexList LongTrianglePointIndexList \
    LongVertexPointIndexList LongitudinalTemporalEventType LongitudinalTemporalInformationModified \
    LongitudinalTemporalOffsetFromEvent LossyImageCompression LossyImageCompressionMethod LossyImageCompressionRatio \
    LossyImageCompressionRetired LowEnergyDetectors LowRRValue LowerCutoffFrequency LuminanceCharacteristicsID \
    LuminanceResponseDescription LuminanceResponseSequence LuminanceResultSequence LuminanceUniformityResultSequence \
    LuminanceValue MAC MACAlgorithm MACCalculationTransferSyntaxUID MACIDNumber MACParametersSequence \
    MAUsedInGainCalibration MIMETypeOfEncapsulatedDocument MPRSlabThickness MPRThicknessType MPRTopLeftHandCorner \
    MPRViewHeight MPRViewHeightDirection MPRViewWidth MPRViewWidthDirection MRAcquisitionFrequencyEncodingSteps \
    MRAcquisitionPhaseEncodingStepsInPlane MRAcquisitionPhaseEncodingStepsOutOfPlane MRAcquisitionType \
    MRArterialSpinLabelingSequence MRAveragesSequence MRDiffusionSequence MREchoSequence MRFOVGeometrySequence \
    MRImageFrameTypeSequence MRImagingModifierSequence MRMetaboliteMapSequence MRModifierSequence \
    MRReceiveCoilSequence MRSpatialSaturationSequence MRSpectroscopyAcquisitionType MRSpectroscopyFOVGeometrySequence \
    MRSpectroscopyFrameTypeSequence MRTimingAndRelatedParametersSequence MRTransmitCoilSequence \
    MRVelocityEncodingSequence MVImagingGenerationParametersSequence MachineSpecificTreatmentTerminationCodeSequence \
    MagneticFieldStrength MagnetizationTransfer MagnificationType MagnifyToNumberOfColumns \
    MagnitudeEncodingCodeSequence MainLobeAngle MainRoofAngle MajorTicksSequence MakerNote MandatoryComponentType \
    Manifold ManipulatedImage Manufacturer ManufacturerDeviceClassUID ManufacturerDeviceIdentifier \
    ManufacturerModelName ManufacturerModelVersion ManufacturerRelatedModelGroup MappedPixelValue MappingResource \
    MappingResourceIdentificationSequence MappingResourceName MappingResourceUID MaskFrameNumbers MaskOperation \
    MaskOperationExplanation MaskPointers MaskSelectionMode MaskSubPixelShift MaskSubtractionSequence \
    MaskVisibilityPercentage MaskingImage Mass MaterialAttenuationSequence MaterialCodeSequence MaterialGrade \
    MaterialID MaterialIsolationDiameter MaterialNotes MaterialPipeDiameter MaterialPropertiesDescription \
    MaterialPropertiesFileFormatRetired MaterialThickness MaterialsCodeSequence MatingFeatureDegreeOfFreedomSequence \
    MatingFeatureID MatingFeatureSequence MatingFeatureSetID MatingFeatureSetLabel MatingFeatureSetsSequence \
    MatrixRegistrationSequence MatrixSequence MaxApertureValue MaxDensity MaximumAcrossScanDistortion \
    MaximumAlongScanDistortion MaximumCollatedFilms MaximumCornealCurvature MaximumCornealCurvatureLocation \
    MaximumCornealCurvatureSequence MaximumCumulativeMetersetExposure MaximumDepthDistortion MaximumFractionalValue \
    MaximumMemoryAllocation MaximumNominalEnergy MaximumNumberOfIntervalDays MaximumNumberOfRecords \
    MaximumPointDistance MaximumStimulusLuminance MaximumStoredValueMapped MeanPointDistance MeasuredAPDimension \
    MeasuredBandwidth MeasuredBeamDimensionA MeasuredBeamDimensionB MeasuredCenterFrequency MeasuredCharacteristics \
    MeasuredDoseDescription MeasuredDoseReferenceNumber MeasuredDoseReferenceSequence MeasuredDoseType \
    MeasuredDoseValue MeasuredLateralDimension MeasuredMetersetToDoseMappingSequence MeasuredValueSequence \
    MeasurementAutomationTrial MeasurementEquipmentSequence MeasurementEquipmentType MeasurementFunctions \
    MeasurementLaterality MeasurementPatternCodeSequence MeasurementPrecisionDescriptionTrial \
    MeasurementUnitsCodeSequence MeasurementValuesSequence MeasurementsSequence MeasuringUnitsSequence MechanicalIndex \
    MediaDisposition MediaInstalledSequence MedicalAlerts MedicalRecordLocator MediumType MemoryAllocation \
    MemoryBitDepth MetaboliteMapCodeSequence MetaboliteMapDescription MetadataSequence MeteringMode MetersetExposure \
    MetersetRate MetersetRateDelivered MetersetRateSet MetersetToDoseMappingSequence MidSlabPosition MilitaryRank \
    MinDensity MinimumHoursBetweenFractions MinimumKeratometricSequence MinimumNominalEnergy \
    MinimumNumberOfIntervalDays MinimumSensitivityValue MinimumStoredValueMapped ModalitiesInStudy Modality \
    ModalityLUTSequence ModalityLUTType ModeOfPercutaneousAccessSequence ModelGroupUID ModelMirroring \
    ModelModification ModelSpecificationSequence ModelUsageCodeSequence ModifiableConstraintFlag \
    ModifiedAttributesSequence ModifiedImageDate ModifiedImageDescription ModifiedImageID ModifiedImageTime \
    ModifierCodeSequence ModifyingDeviceID ModifyingDeviceManufacturer ModifyingSystem ModulatedScanModeType \
    ModulationType MonoenergeticEnergyEquivalent MostRecentTreatmentDate MotionSynchronizationSequence \
    MultiCoilConfiguration MultiCoilDefinitionSequence MultiCoilElementName MultiCoilElementUsed \
    MultiFramePresentationSequence MultiFrameSourceSOPInstanceUID MultiPlanarExcitation MultiPlanarReconstructionStyle \
    MultienergyAcquisitionDescription MultienergyCTAcquisition MultienergyCTAcquisitionSequence \
    MultienergyCTCharacteristicsSequence MultienergyCTPathIndex MultienergyCTPathSequence \
    MultienergyCTProcessingSequence MultienergyCTXRayDetectorSequence MultienergyCTXRaySourceSequence \
    MultienergyDetectorType MultienergySourceTechnique MultipleComponentApprovalSequence MultipleCopiesFlag \
    MultipleSpinEcho MultiplexGroupLabel MultiplexGroupTimeOffset MultiplexGroupUID \
    MultiplexedAudioChannelsDescriptionCodeSequence MydriaticAgentCodeSequence MydriaticAgentConcentration \
    MydriaticAgentConcentrationUnitsSequence MydriaticAgentSequence NTPSourceAddress NameOfPhysiciansReadingStudy \
    NamesOfIntendedRecipientsOfResults NavigationDisplaySet NavigationIndicatorSequence NearPupillaryDistance \
    NegativeCatchTrialsQuantity NetworkID NominalBeamAngle NominalBeamEnergy NominalBeamEnergyUnit \
    NominalCardiacTriggerDelayTime NominalCardiacTriggerTimePriorToRPeak NominalEnergy NominalFrequency \
    NominalInterval NominalMaxEnergy NominalMinEnergy NominalPercentageOfCardiacPhase \
    NominalPercentageOfRespiratoryPhase NominalPriorDose NominalRangeModulatedRegionDepths \
    NominalRangeModulationFractions NominalRespiratoryTriggerDelayTime NominalScannedPixelSpacing \
    NominalScreenDefinitionSequence NonDICOMOutputCodeSequence NonUniformRadialSamplingCorrected \
    NonconformingDataElementValue NonconformingModifiedAttributesSequence NonidentifyingPrivateElements \
    NormalizationFactorFormat NormalizationPoint NotchFilterBandwidth NotchFilterCharacteristicsSequence \
    NotchFilterFrequency NotificationFromManufacturerSequence NuclearMedicineSeriesType NumberOfAcquisitionDevices \
    NumberOfAlarmObjects NumberOfAnnotations NumberOfAssessmentObservations NumberOfAverages NumberOfBeams \
    NumberOfBlockSlabItems NumberOfBlocks NumberOfBoli NumberOfBoluses NumberOfBrachyApplicationSetups \
    NumberOfBscansPerFrame NumberOfCompensators NumberOfContourPoints NumberOfControlPoints NumberOfCopies \
    NumberOfDetectors NumberOfDisplaySubsystems NumberOfElements NumberOfEnergyWindows NumberOfEventTimers \
    NumberOfFilms NumberOfFocalPlanes NumberOfFractionPatternDigitsPerDay NumberOfFractions NumberOfFractionsDelivered \
    NumberOfFractionsIncluded NumberOfFractionsPlanned NumberOfFrames NumberOfFramesInPhase NumberOfFramesInRotation \
    NumberOfFramesIntegrated NumberOfFramesUsedForIntegration NumberOfGeneralAccessories NumberOfGraphicPoints \
    NumberOfHorizontalPixels NumberOfIntervalFractions NumberOfIterations NumberOfKSpaceTrajectories \
    NumberOfLateralSpreadingDevices NumberOfLeafJawPairs NumberOfLuminancePoints NumberOfMapPoints \
    NumberOfOpticalPaths NumberOfPaddedALines NumberOfPaintings NumberOfParallelRTBeamDelimiters \
    NumberOfPatientRelatedInstances NumberOfPatientRelatedSeries NumberOfPatientRelatedStudies \
    NumberOfPatientSupportDevices NumberOfPhaseEncodingSteps NumberOfPhases NumberOfPolygonalVertices \
    NumberOfPriorsReferenced NumberOfPulses NumberOfRRIntervals NumberOfRTAccessoryHolders \
    NumberOfRTBeamLimitingDeviceOpenings NumberOfRTBeamLimitingDevices NumberOfRTControlPoints \
    NumberOfRadiationGenerationModes NumberOfRangeModulators NumberOfRangeShifters NumberOfRotations \
    NumberOfScanSpotPositions NumberOfScreens NumberOfSeriesRelatedInstances NumberOfSlices NumberOfStages \
    NumberOfStudyRecordsInInstance NumberOfStudyRelatedInstances NumberOfStudyRelatedSeries NumberOfSubsets \
    NumberOfSurfacePoints NumberOfSurfaces NumberOfTableBreakPoints NumberOfTableColumns NumberOfTableEntries \
    NumberOfTableRows NumberOfTemporalPositions NumberOfTimeSlices NumberOfTimeSlots NumberOfTomosynthesisSourceImages \
    NumberOfTotalObjects NumberOfTransformSteps NumberOfTriggersInPhase NumberOfVectors NumberOfVerticalPixels \
    NumberOfViewsInStage NumberOfVisualStimuli NumberOfVolumetricCurvePoints NumberOfWaveformChannels \
    NumberOfWaveformSamples NumberOfWedgePositions NumberOfWedges NumberOfZeroFills NumericValue \
    NumericValueQualifierCodeSequence OCTAcquisitionDomain OCTBscanAnalysisAcquisitionParametersSequence \
    OCTFocalDistance OCTOpticalCenterWavelength OCTZOffsetApplied OCTZOffsetCorrection OECFColumnNames OECFColumns \
    OECFRows OECFValues OOIOwnerCreationTime OOIOwnerSequence OOIOwnerType OOISize OOIType OOITypeDescriptor \
    ObjectBinaryIdentifierTrial ObjectDirectoryBinaryIdentifierTrial ObjectPixelSpacingInCenterOfBeam ObjectSoundSpeed \
    ObjectThicknessSequence ObjectiveLensNumericalAperture ObjectiveLensPower ObliqueCroppingPlaneSequence \
    ObservationBasisCodeSequence ObservationCategoryCodeSequenceTrial ObservationDateTime ObservationDateTrial \
    ObservationDescription ObservationNumber ObservationSignificance ObservationStartDateTime \
    ObservationSubjectClassTrial ObservationSubjectContextFlagTrial ObservationSubjectTypeCodeSequenceTrial \
    ObservationSubjectUIDTrial ObservationTimeTrial ObservationUID ObserverContextFlagTrial ObserverType Occupation \
    OffsetDirection OffsetDistance OmittedApplicationSetupSequence OmittedBeamTaskSequence OmittedChannelSequence \
    OmittedRadiationSequence OnAxisBackgroundAnatomicStructureCodeSequenceTrial OperatingMode OperatingModeSequence \
    OperatingModeType OperatorIdentificationSequence OperatorsName OphthalmicAnatomicReferencePointXCoordinate \
    OphthalmicAnatomicReferencePointYCoordinate OphthalmicAxialLength \
    OphthalmicAxialLengthAcquisitionMethodCodeSequence OphthalmicAxialLengthDataSourceCodeSequence \
    OphthalmicAxialLengthDataSourceDescription OphthalmicAxialLengthMeasurementModified \
    OphthalmicAxialLengthMeasurementsLengthSummationSequence OphthalmicAxialLengthMeasurementsSegmentNameCodeSequence \
    OphthalmicAxialLengthMeasurementsSegmentalLengthSequence OphthalmicAxialLengthMeasurementsSequence \
    OphthalmicAxialLengthMeasurementsTotalLengthSequence OphthalmicAxialLengthMeasurementsType \
    OphthalmicAxialLengthMethod OphthalmicAxialLengthQualityMetricSequence \
    OphthalmicAxialLengthQualityMetricTypeCodeSequence OphthalmicAxialLengthQualityMetricTypeDescription \
    OphthalmicAxialLengthSelectionMethodCodeSequence OphthalmicAxialLengthSequence OphthalmicAxialLengthVelocity \
    OphthalmicAxialMeasurementsDeviceType OphthalmicAxialMeasurementsLeftEyeSequence \
    OphthalmicAxialMeasurementsRightEyeSequence OphthalmicEnFaceImageQualityRatingSequence OphthalmicFOV \
    OphthalmicFrameLocationSequence OphthalmicImageOrientation OphthalmicImageTypeCodeSequence \
    OphthalmicImageTypeDescription OphthalmicMappingDeviceType OphthalmicPatientClinicalInformationLeftEyeSequence \
    OphthalmicPatientClinicalInformationRightEyeSequence OphthalmicThicknessMapQualityRatingSequence \
    OphthalmicThicknessMapQualityThresholdSequence OphthalmicThicknessMapThresholdQualityRating \
    OphthalmicThicknessMapTypeCodeSequence OphthalmicThicknessMappingNormalsSequence \
    OphthalmicUltrasoundMethodCodeSequence OphthalmicVolumetricPropertiesFlag OpticalMagnificationFactor \
    OpticalOphthalmicAxialLengthMeasurementsSequence OpticalPathDescription OpticalPathIdentificationSequence \
    OpticalPathIdentifier OpticalPathSequence OpticalSelectedOphthalmicAxialLengthSequence OpticalTransmittance \
    Optotype OptotypeDetailedDefinition OptotypePresentation OrderCallbackPhoneNumber OrderCallbackTelecomInformation \
    OrderEnteredBy OrderEntererLocation OrderFillerIdentifierSequence OrderPlacerIdentifierSequence \
    OrganAtRiskFullVolumeDose OrganAtRiskLimitDose OrganAtRiskMaximumDose OrganAtRiskOverdoseVolumeFraction OrganDose \
    OrganExposed OrganizationalRoleCodeSequence OriginalAttributesSequence OriginalImageIdentification \
    OriginalImageIdentificationNomenclature OriginalImageSequence OriginalImplantAssemblyTemplateSequence \
    OriginalImplantTemplateSequence OriginalSpecializedSOPClassUID OriginatingSOPInstanceReferenceSequence Originator \
    OtherApprovalStatus OtherClinicalTrialProtocolIDsSequence OtherFailuresSequence OtherMagnificationTypesAvailable \
    OtherMediaAvailableSequence OtherPatientIDs OtherPatientIDsSequence OtherPatientNames OtherPupillaryDistance \
    OtherSecondaryApprovalStatus OtherSmoothingTypesAvailable OtherStudyNumbers OuterDiameter OutlineLeftVerticalEdge \
    OutlineLowerHorizontalEdge OutlineRightVerticalEdge OutlineShapeType OutlineUpperHorizontalEdge \
    OutputDestinationSequence OutputInformationSequence OutputPower OverallTemplateSpatialTolerance \
    OverlayBackgroundDensity OverlayDate OverlayForegroundDensity OverlayMagnificationType OverlayMode OverlayNumber \
    OverlayOrImageMagnification OverlayPixelDataSequence OverlaySmoothingType OverlayTime OverriddenAttributesSequence \
    OverrideDateTime OverrideParameterPointer OverrideReason OverrideSequence OversamplingPhase OwnerID \
    PETDetectorMotionDetailsSequence PETFrameAcquisitionSequence PETFrameCorrectionFactorsSequence \
    PETFrameTypeSequence PETPositionSequence PETReconstructionSequence PETTableDynamicsSequence PRCSToRCSOrientation \
    PTOLocationDescription PTORegionSequence PTORepresentationSequence PVCRejection PaddleDescription PageNumberVector \
    PaletteColorLookupTableSequence PaletteColorLookupTableUID ParallelAcquisition ParallelAcquisitionTechnique \
    ParallelRTBeamDelimiterBoundaries ParallelRTBeamDelimiterDeviceOrientationLabelCodeSequence \
    ParallelRTBeamDelimiterDeviceSequence ParallelRTBeamDelimiterLeafMountingSide \
    ParallelRTBeamDelimiterOpeningExtents ParallelRTBeamDelimiterOpeningMode ParallelRTBeamDelimiterPositions \
    ParallelReductionFactorInPlane ParallelReductionFactorInPlaneRetired ParallelReductionFactorOutOfPlane \
    ParallelReductionFactorSecondInPlane ParameterItemIndex ParameterPointer ParameterSequencePointer \
    ParameterValueNumber ParametersSpecificationSequence ParametricMapFrameTypeSequence PartialDataDisplayHandling \
    PartialFourier PartialFourierDirection PartialView PartialViewCodeSequence PartialViewDescription \
    ParticipantSequence ParticipationDateTime ParticipationType PatientAdditionalPosition PatientAddress PatientAge \
    PatientAlternativeCalendar PatientBirthDate PatientBirthDateInAlternativeCalendar PatientBirthName \
    PatientBirthTime PatientBodyMassIndex PatientBreedCodeSequence PatientBreedDescription \
    PatientClinicalTrialParticipationSequence PatientComments PatientDeathDateInAlternativeCalendar \
    PatientEquipmentRelationshipCodeSequence PatientEyeMovementCommandCodeSequence PatientEyeMovementCommanded \
    PatientFrameOfReferenceSource PatientGantryRelationshipCodeSequence PatientID PatientIdentityRemoved \
    PatientInstitutionResidence PatientInsurancePlanCodeSequence PatientLocationCoordinatesCodeSequence \
    PatientLocationCoordinatesSequence PatientMotherBirthName PatientMotionCorrected PatientName \
    PatientNotProperlyFixatedQuantity PatientOrientation PatientOrientationCodeSequence \
    PatientOrientationInFrameSequence PatientOrientationModifierCodeSequence PatientPhysiologicalStateCodeSequence \
    PatientPhysiologicalStateSequence PatientPosition PatientPositioningInstructionSequence \
    PatientPrimaryLanguageCodeSequence PatientPrimaryLanguageModifierCodeSequence PatientReliabilityIndicator \
    PatientReligiousPreference PatientSetupLabel PatientSetupNumber PatientSetupPhotoDescription PatientSetupSequence \
    PatientSetupUID PatientSex PatientSexNeutered PatientSize PatientSizeCodeSequence PatientSpeciesCodeSequence \
    PatientSpeciesDescription PatientSpecificationSequence PatientState PatientSupportAccessoryCode \
    PatientSupportAdjustedAngle PatientSupportAngle PatientSupportAngleTolerance PatientSupportDevicesSequence \
    PatientSupportDisplacementSequence PatientSupportID PatientSupportPositionDeviceParameterSequence \
    PatientSupportPositionDeviceToleranceSequence PatientSupportPositionParameterOrderIndex \
    PatientSupportPositionParameterSequence PatientSupportPositionSequence PatientSupportPositionSpecificationMethod \
    PatientSupportPositionToleranceOrderIndex PatientSupportPositionToleranceSequence PatientSupportRotationDirection \
    PatientSupportType PatientTelecomInformation PatientTelephoneNumbers PatientToEquipmentRelationshipSequence \
    PatientTransportArrangements PatientTreatmentOrientationSequence PatientTreatmentPreparationDeviceSequence \
    PatientTreatmentPreparationMethodCodeSequence PatientTreatmentPreparationMethodDescription \
    PatientTreatmentPreparationProcedureCodeSequence PatientTreatmentPreparationProcedureIndex \
    PatientTreatmentPreparationProcedureParameterDescription PatientTreatmentPreparationProcedureParameterSequence \
    PatientTreatmentPreparationProcedureSequence PatientTreatmentPreparationSequence PatientWeight \
    PatternOffColorCIELabValue PatternOffOpacity PatternOnColorCIELabValue PatternOnOpacity PauseBetweenFrames \
    PerFrameFunctionalGroupsSequence PerProjectionAcquisitionSequence PercentPhaseFieldOfView PercentSampling \
    PerformedLocation PerformedProcedureCodeSequence PerformedProcedureStepDescription \
    PerformedProcedureStepDiscontinuationReasonCodeSequence PerformedProcedureStepEndDate \
    PerformedProcedureStepEndDateTime PerformedProcedureStepEndTime PerformedProcedureStepID \
    PerformedProcedureStepStartDate PerformedProcedureStepStartDateTime PerformedProcedureStepStartTime \
    PerformedProcedureStepStatus PerformedProcedureTypeDescription PerformedProcessingApplicationsCodeSequence \
    PerformedProcessingParametersSequence PerformedProtocolCodeSequence PerformedProtocolType PerformedSeriesSequence \
    PerformedStationAETitle PerformedStationClassCodeSequence PerformedStationGeographicLocationCodeSequence \
    PerformedStationName PerformedStationNameCodeSequence PerformedWorkitemCodeSequence \
    PerformingPhysicianIdentificationSequence PerformingPhysicianName PerimeterTable PerimeterValue PersonAddress \
    PersonIdentificationCodeSequence PersonName PersonTelecomInformation PersonTelephoneNumbers \
    PertinentDocumentsSequence PertinentOtherEvidenceSequence PertinentResourcesSequence PertinentSOPClassesInSeries \
    PertinentSOPClassesInStudy PhantomType PhaseContrast PhaseDelay PhaseDescription PhaseInformationSequence \
    PhaseNumber PhaseVector PhosphorType PhotoacousticExcitationCharacteristicsSequence \
    PhotoacousticImageFrameTypeSequence PhotographicExposureIndex PhotographicSensitivity PhotometricInterpretation \
    PhotonEnergy PhototimerSetting PhysicalDeltaX PhysicalDeltaY PhysicalDetectorSize PhysicalUnitsXDirection \
    PhysicalUnitsYDirection PhysicianApprovingInterpretation PhysiciansOfRecord \
    PhysiciansOfRecordIdentificationSequence PhysiciansReadingStudyIdentificationSequence PixelAspectRatio \
    PixelBandwidth PixelComponentDataType PixelComponentMask PixelComponentOrganization PixelComponentPhysicalUnits \
    PixelComponentRangeStart PixelComponentRangeStop PixelCoordinatesSetTrial PixelData \
    PixelDataAreaOriginRelativeToFOV PixelDataAreaRotationAngleRelativeToFOV PixelDataProviderURL \
    PixelIntensityRelationship PixelIntensityRelationshipLUTSequence PixelIntensityRelationshipSign \
    PixelMeasuresSequence PixelOriginInterpretation PixelPaddingRangeLimit PixelPaddingValue PixelPresentation \
    PixelRepresentation PixelShiftFrameRange PixelShiftSequence PixelSpacing PixelSpacingCalibrationDescription \
    PixelSpacingCalibrationType PixelSpacingSequence PixelValueMappingCodeSequence PixelValueMappingExplanation \
    PixelValueMappingToCodedConceptSequence PixelValueTransformationSequence PlacerOrderNumberImagingServiceRequest \
    PlacerOrderNumberImagingServiceRequestRetired PlacerOrderNumberProcedure PlanIntent PlanOverviewIndex \
    PlanOverviewSequence PlanarConfiguration Plane PlaneIdentification PlaneNormal PlaneOrientationSequence \
    PlaneOrientationVolumeSequence PlanePositionSequence PlanePositionSlideSequence PlanePositionVolumeSequence Planes \
    PlanesInAcquisition PlannedVerificationImageSequence PlanningInputInformationSequence PlanningLandmarkDescription \
    PlanningLandmarkID PlanningLandmarkIdentificationCodeSequence PlanningLandmarkLineSequence \
    PlanningLandmarkPlaneSequence PlanningLandmarkPointSequence PlateID PlateType PointCoordinatesData \
    PointPositionAccuracy PointsBoundingBoxCoordinates Polarity PositionAcquisitionTemplateCodeSequence \
    PositionAcquisitionTemplateDescription PositionAcquisitionTemplateID \
    PositionAcquisitionTemplateIdentificationSequence PositionAcquisitionTemplateName PositionMeasuringDeviceUsed \
    PositionOfIsocenterProjection PositionReferenceIndicator PositionerIsocenterDetectorRotationAngle \
    PositionerIsocenterPrimaryAngle PositionerIsocenterSecondaryAngle PositionerMotion PositionerPositionSequence \
    PositionerPrimaryAngle PositionerPrimaryAngleDirection PositionerPrimaryAngleIncrement PositionerSecondaryAngle \
    PositionerSecondaryAngleIncrement PositionerType PositioningLandmarkSequence PositioningMethodCodeSequence \
    PositiveCatchTrialsQuantity PostDeformationMatrixRegistrationSequence PostprocessingFunction \
    PotentialDiagnosticTasks PotentialReasonsForProcedure PotentialReasonsForProcedureCodeSequence \
    PotentialRequestedProcedureCodeSequence PotentialScheduledProtocolCodeSequence PotentialThreatObjectID \
    PowerlineFrequency PreAmplifierEquipmentSequence PreAmplifierNotes PreAmplifierSettingsSequence \
    PreDeformationMatrixRegistrationSequence PreMedication PreSelectedForImplantation PredecessorDocumentsSequence \
    PredecessorProtocolSequence PredecessorStructureSetSequence PredictedRefractiveError PredictedToricErrorSequence \
    PredictorColumns PredictorConstants PredictorRows PreferredPlaybackSequencing PregnancyStatus PreliminaryFlag \
    PrescriptionDescription PrescriptionNotes PrescriptionNotesSequence PrescriptionOverviewSequence \
    PresentationAnimationStyle PresentationCreationDate PresentationCreationTime PresentationDisplayCollectionUID \
    PresentationGroupNumber PresentationInputType PresentationIntentType PresentationLUTContentSequence \
    PresentationLUTFlag PresentationLUTSequence PresentationLUTShape PresentationPixelAspectRatio \
    PresentationPixelMagnificationRatio PresentationPixelSpacing PresentationSequenceCollectionUID \
    PresentationSequencePositionIndex PresentationSizeMode PresentationStateClassificationComponentSequence \
    PresentationStateCompositorComponentSequence PresentedVisualStimuliDataFlag \
    PreserveCompositeInstancesAfterMediaCreation Pressure PrimaryAnatomicStructureModifierSequence \
    PrimaryAnatomicStructureSequence PrimaryChromaticities PrimaryDoseValueIndicator PrimaryDosimeterUnit \
    PrimaryFluenceModeSequence PrimaryPositionerIncrement PrimaryPositionerIncrementSign PrimaryPositionerScanArc \
    PrimaryPositionerScanStartAngle PrimaryPromptsCountsAccumulated PrimitivePointIndexList \
    PrintJobDescriptionSequence PrintJobID PrintManagementCapabilitiesSequence PrintPriority PrintQueueID \
    PrinterCharacteristicsSequence PrinterConfigurationSequence PrinterName PrinterPixelSpacing PrinterResolutionID \
    PrinterStatus PrinterStatusInfo PrintingBitDepth PriorRecordKey PriorTreatmentDoseDescription \
    PriorTreatmentReferenceSequence PrismSequence PrivateCreatorReference PrivateDataElement \
    PrivateDataElementCharacteristicsSequence PrivateDataElementDefinitionSequence PrivateDataElementDescription \
    PrivateDataElementEncoding PrivateDataElementKeyword PrivateDataElementName PrivateDataElementNumberOfItems \
    PrivateDataElementValueMultiplicity PrivateDataElementValueRepresentation PrivateGroupReference \
    ProbeCenterLocationX ProbeCenterLocationZ ProbeDriveEquipmentSequence ProbeDriveNotes ProbeDriveSettingsSequence \
    ProbeInductance ProbeOrientationAngle ProbeResistance ProcedureCodeSequence ProcedureContextFlagTrial \
    ProcedureContextSequenceTrial ProcedureCreationDate ProcedureExpirationDate ProcedureIdentifierCodeSequenceTrial \
    ProcedureLastModifiedDate ProcedureStepCancellationDateTime ProcedureStepCommunicationsURISequence \
    ProcedureStepDiscontinuationReasonCodeSequence ProcedureStepLabel ProcedureStepProgress \
    ProcedureStepProgressDescription ProcedureStepProgressInformationSequence ProcedureStepProgressParametersSequence \
    ProcedureStepRelationshipType ProcedureStepState ProcedureTypeCodeSequence ProcedureVersion ProcessingFunction \
    ProductDescription ProductExpirationDateTime ProductLotIdentifier ProductName ProductPackageIdentifier \
    ProductParameterSequence ProductTypeCodeSequence ProjectionEponymousNameCodeSequence \
    ProjectionImagingAcquisitionParameterSequence ProjectionPixelCalibrationSequence PropertyLabel \
    ProposedStudySequence ProtocolContextSequence ProtocolDefinedPatientPosition ProtocolDesignRationale \
    ProtocolElementCharacteristicsSummary ProtocolElementName ProtocolElementNumber ProtocolElementPurpose \
    ProtocolName ProtocolPlanningInformation PseudoColorPaletteInstanceReferenceSequence PseudoColorType PulseNumber \
    PulseRepetitionFrequency PulseRepetitionInterval PulseSequenceName \
    PulseSpecificBrachyControlPointDeliveredSequence PulseWidth PulserEquipmentSequence PulserNotes \
    PulserSettingsSequence PulserType PupilCentroidXCoordinate PupilCentroidYCoordinate PupilDilated PupilSize \
    PurposeOfReferenceCodeSequence PyramidDescription PyramidLabel PyramidUID QAResultsSequence QRMeasurementsSequence \
    QuadratureReceiveCoil QualityControlImage QualityControlSubject QualityControlSubjectTypeCodeSequence \
    QualityThreshold QuantifiedDefect Quantity QuantityDefinitionSequence QuantitySequence QueryRetrieveLevel \
    QueryRetrieveView QueueStatus RFEchoTrainLength RGBATransferFunctionDescription RGBLUTTransferFunction \
    ROIContourSequence ROICreatorSequence ROIDateTime ROIDerivationAlgorithmIdentificationSequence ROIDescription \
    ROIDisplayColor ROIElementalCompositionAtomicMassFraction ROIElementalCompositionAtomicNumber \
    ROIElementalCompositionSequence ROIGenerationAlgorithm ROIGenerationDescription ROIInterpreter \
    ROIInterpreterSequence ROIName ROINumber ROIObservationContextCodeSequence ROIObservationDateTime \
    ROIObservationDescription ROIObservationLabel ROIPhysicalPropertiesSequence ROIPhysicalProperty \
    ROIPhysicalPropertyValue ROIVolume RRIntervalTimeNominal RRIntervalVector RTAccessoryDeviceSlotID \
    RTAccessoryHolderDefinitionSequence RTAccessoryHolderSlotDistance RTAccessoryHolderSlotExistenceFlag \
    RTAccessoryHolderSlotID RTAccessoryHolderSlotSequence RTAccessoryHolderWaterEquivalentThickness \
    RTAccessorySlotDistance RTAcquisitionPatientPositionSequence RTAnatomicPrescriptionSequence \
    RTBeamDelimiterGeometrySequence RTBeamLimitingDeviceAngle RTBeamLimitingDeviceDefinitionSequence \
    RTBeamLimitingDeviceDistalDistance RTBeamLimitingDeviceOffset RTBeamLimitingDeviceOpeningSequence \
    RTBeamLimitingDeviceProximalDistance RTBeamLimitingDeviceType RTBeamModifierDefinitionDistance RTControlPointIndex \
    RTDeliveryStartPatientPositionSequence RTDeviceDistanceReferenceLocationCodeSequence RTDiagnosisCodeSequence \
    RTDoseROISequence RTImageDescription RTImageFrameContextSequence RTImageFrameGeneralContentSequence \
    RTImageFrameImagingDevicePositionSequence RTImageFrameMVRadiationAcquisitionSequence \
    RTImageFrameRadiationAcquisitionSequence RTImageFramekVRadiationAcquisitionSequence RTImageLabel RTImageName \
    RTImageOrientation RTImagePlane RTImagePosition RTImageSID RTImageScopeSequence \
    RTPatientPositionDisplacementSequence RTPatientPositionScopeSequence RTPatientPositionSequence \
    RTPhysicianIntentIndex RTPhysicianIntentInputInstanceSequence RTPhysicianIntentNarrative \
    RTPhysicianIntentPredecessorSequence RTPhysicianIntentSequence RTPlanDate RTPlanDescription RTPlanGeometry \
    RTPlanLabel RTPlanName RTPlanRelationship RTPlanTime RTPrescriptionIndex RTPrescriptionLabel \
    RTPrescriptionSequence RTProtocolCodeSequence RTROIIdentificationCodeSequence RTROIInterpretedType \
    RTROIObservationsSequence RTROIRelationship RTRadiationPhysicalAndGeometricContentDetailFlag \
    RTRadiationSalvageRecordControlPointSequence RTRadiationSequence RTRadiationSetDeliveryNumber \
    RTRadiationSetDeliveryUsage RTRadiationSetIntent RTRadiationSetUsage RTRadiationTaskSequence RTRadiationUsage \
    RTRecordFlag RTReferencedSeriesSequence RTReferencedStudySequence RTRelatedROISequence RTSegmentAnnotationIndex \
    RTSegmentAnnotationSequence RTToleranceSetLabel RTToleranceSetSequence RTTreatmentApproachLabel \
    RTTreatmentFractionCompletionStatus RTTreatmentIntentType RTTreatmentPhaseIndex RTTreatmentPhaseIntentPresenceFlag \
    RTTreatmentPhaseIntervalSequence RTTreatmentPhaseUID RTTreatmentPreparationPatientPositionSequence \
    RTTreatmentSourceCoordinates RTTreatmentTechniqueCodeSequence RTTreatmentTerminationReasonCodeSequence \
    RTTreatmentTerminationStatus RWavePointer RWaveTimeVector RadialPosition RadiationAtomicNumber \
    RadiationBeamBlockSlabThickness RadiationBeamBlockThickness RadiationBeamCompensatorMillingToolDiameter \
    RadiationBeamEffectiveWedgeAngle RadiationBeamWedgeAngle RadiationBeamWedgeThinEdgeDistance RadiationChargeState \
    RadiationDeviceConfigurationAndCommissioningKeySequence RadiationDoseCentralAxisDisplacement \
    RadiationDoseIdentificationIndex RadiationDoseIdentificationLabel RadiationDoseIdentificationSequence \
    RadiationDoseInVivoMeasurementLabel RadiationDoseMeasurementPointCoordinates RadiationDoseSequence \
    RadiationDoseSourceToExternalContourDistance RadiationDoseSourceToSkinDistance RadiationDoseValue \
    RadiationDoseValuesParametersSequence RadiationDosimeterUnitSequence RadiationFluenceModifierCodeSequence \
    RadiationGenerationModeDescription RadiationGenerationModeIndex RadiationGenerationModeLabel \
    RadiationGenerationModeMachineCodeSequence RadiationGenerationModeSequence RadiationMachineName \
    RadiationMachineSAD RadiationMachineSSD RadiationMassNumber RadiationMode RadiationOrderIndex RadiationSetting \
    RadiationSourceAxisDistance RadiationSourceCoordinateSystemPitchAngle RadiationSourceCoordinateSystemRollAngle \
    RadiationSourceCoordinateSystemYawAngle RadiationType RadiationTypeCodeSequence RadiobiologicalDoseEffectFlag \
    RadiobiologicalDoseEffectSequence Radionuclide RadionuclideCodeSequence RadionuclideHalfLife \
    RadionuclidePositronFraction RadionuclideTotalDose Radiopharmaceutical RadiopharmaceuticalAdministrationEventUID \
    RadiopharmaceuticalAgentNumber RadiopharmaceuticalCodeSequence RadiopharmaceuticalInformationSequence \
    RadiopharmaceuticalRoute RadiopharmaceuticalSpecificActivity RadiopharmaceuticalStartDateTime \
    RadiopharmaceuticalStartTime RadiopharmaceuticalStopDateTime RadiopharmaceuticalStopTime \
    RadiopharmaceuticalUsageSequence RadiopharmaceuticalVolume RadiotherapyTreatmentType RadiusAlongWedge \
    RadiusOfCircularCollimator RadiusOfCircularExposureControlSensingRegion RadiusOfCircularShutter RadiusOfCurvature \
    RandomsCorrected RandomsCorrectionMethod RangeMatchingSequence RangeModulatorDescription \
    RangeModulatorGatingStartValue RangeModulatorGatingStartWaterEquivalentThickness RangeModulatorGatingStopValue \
    RangeModulatorGatingStopWaterEquivalentThickness RangeModulatorID RangeModulatorNumber RangeModulatorSequence \
    RangeModulatorSettingsSequence RangeModulatorType RangeOfFreedom RangeShifterDescription RangeShifterID \
    RangeShifterNumber RangeShifterSequence RangeShifterSetting RangeShifterSettingsSequence RangeShifterType \
    RangeShifterWaterEquivalentThickness RangingDepth RationalDenominatorValue RationalNumeratorValue RawDataHandling \
    RealTimeBulkDataFlowSequence RealWorldValueFirstValueMapped RealWorldValueIntercept RealWorldValueLUTData \
    RealWorldValueLastValueMapped RealWorldValueMappingSequence RealWorldValueSlope ReasonForCancellation \
    ReasonForChannelOmission ReasonForChannelOmissionDescription ReasonForOmission ReasonForOmissionCodeSequence \
    ReasonForOmissionDescription ReasonForPerformedProcedureCodeSequence ReasonForRemovalCodeSequence \
    ReasonForRequestedProcedureCodeSequence ReasonForStudy ReasonForSuperseding ReasonForTheAttributeModification \
    ReasonForTheImagingServiceRequest ReasonForTheRequestedProcedure ReasonForVisit ReasonForVisitCodeSequence \
    ReceiveCoilManufacturerName ReceiveCoilName ReceiveCoilType ReceiveProbeSequence ReceiveTransducerSequence \
    ReceiveTransducerSettingsSequence ReceiverEquipmentSequence ReceiverNotes ReceiverSettingsSequence ReceivingAE \
    RecognitionCode RecognizableVisualFeatures RecommendedAbsentPixelCIELabValue RecommendedAnimationRate \
    RecommendedDefaultValueSequence RecommendedDisplayCIELabValue RecommendedDisplayCIELabValueList \
    RecommendedDisplayFrameRate RecommendedDisplayFrameRateInFloat RecommendedDisplayGrayscaleValue \
    RecommendedExposureIndex RecommendedLineThickness RecommendedPointRadius RecommendedPresentationOpacity \
    RecommendedPresentationType RecommendedRotationPoint RecommendedViewingMode ReconstructionAlgorithm \
    ReconstructionAlgorithmSequence ReconstructionAngle ReconstructionDescription ReconstructionDiameter \
    ReconstructionEndLocationSequence ReconstructionFieldOfView ReconstructionIndex ReconstructionMethod \
    ReconstructionPipelineType ReconstructionPixelSpacing ReconstructionProtocolElementSequence \
    ReconstructionProtocolElementSpecificationSequence ReconstructionStartLocationSequence \
    ReconstructionTargetCenterLocationSequence ReconstructionTargetCenterPatient ReconstructionType RecordKey \
    RecordedBlockSequence RecordedBlockSlabSequence RecordedBrachyAccessoryDeviceSequence RecordedChannelSequence \
    RecordedChannelShieldSequence RecordedCompensatorSequence RecordedLateralSpreadingDeviceSequence \
    RecordedRTControlPointDateTime RecordedRangeModulatorSequence RecordedRangeShifterSequence RecordedSnoutSequence \
    RecordedSourceApplicatorSequence RecordedSourceSequence RecordedWedgeSequence RectificationType RectifierSmoothing \
    RectilinearPhaseEncodeReordering RedPaletteColorLookupTableData RedPaletteColorLookupTableDescriptor Reference \
    ReferenceAirKermaRate ReferenceBasisCodeSequence ReferenceCoordinates ReferenceDisplaySets ReferenceDoseDefinition \
    ReferenceDosePointCoordinates ReferenceDoseType ReferenceGeometryCodeSequence ReferenceImageNumber \
    ReferenceLocationDescription ReferenceLocationLabel ReferencePixelPhysicalValueX ReferencePixelPhysicalValueY \
    ReferencePixelX0 ReferencePixelY0 ReferenceToRecordedSound ReferencedAccessionSequenceTrial ReferencedAssertionUID \
    ReferencedBaselineParametersRTRadiationInstanceSequence ReferencedBasicAnnotationBoxSequence ReferencedBeamNumber \
    ReferencedBeamSequence ReferencedBlockNumber ReferencedBolusSequence ReferencedBrachyAccessoryDeviceNumber \
    ReferencedBrachyApplicationSetupNumber ReferencedBrachyApplicationSetupSequence \
    ReferencedCalculatedDoseReferenceNumber ReferencedCalculatedDoseReferenceSequence ReferencedChannelNumber \
    ReferencedChannelShieldNumber ReferencedColorPaletteInstanceUID ReferencedComparisonSOPInstanceSequence \
    ReferencedCompensatorNumber ReferencedConceptualVolumeUID ReferencedContentItem ReferencedContentItemIdentifier \
    ReferencedControlPointIndex ReferencedControlPointSequence ReferencedCurveSequence ReferencedDateTime \
    ReferencedDefinedDeviceIndex ReferencedDefinedProtocolSequence ReferencedDeviceIndex \
    ReferencedDigitalSignatureSequence ReferencedDirectSegmentInstanceSequence ReferencedDoseReferenceNumber \
    ReferencedDoseReferenceSequence ReferencedDoseReferenceUID ReferencedDoseSequence ReferencedDosimetricObjectiveUID \
    ReferencedDosimetricObjectivesSequence ReferencedExpectedInVivoMeasurementValueIndex ReferencedFiducialUID \
    ReferencedFiducialsUID ReferencedFilmBoxSequence ReferencedFilmSessionSequence ReferencedFindingsGroupUIDTrial \
    ReferencedFirstFrameSequence ReferencedFractionGroupNumber ReferencedFractionGroupSequence \
    ReferencedFractionNumber ReferencedFrameNumber ReferencedFrameNumbers ReferencedFrameOfReferenceSequence \
    ReferencedFrameOfReferenceUID ReferencedGeneralPurposeScheduledProcedureStepSequence \
    ReferencedGeneralPurposeScheduledProcedureStepTransactionUID ReferencedHPGLDocumentID ReferencedImageBoxSequence \
    ReferencedImageBoxSequenceRetired ReferencedImageEvidenceSequence ReferencedImageNavigationSequence \
    ReferencedImageOverlayBoxSequence ReferencedImageRealWorldValueMappingSequence ReferencedImageSequence \
    ReferencedImplantTemplateGroupMemberID ReferencedInstanceSequence ReferencedInstancesBySOPClassSequence \
    ReferencedInterpretationSequence ReferencedLateralSpreadingDeviceNumber ReferencedMeasuredDoseReferenceNumber \
    ReferencedMeasuredDoseReferenceSequence ReferencedNonImageCompositeSOPInstanceSequence \
    ReferencedObjectObservationClassTrial ReferencedObservationClassTrial ReferencedObservationUIDTrial \
    ReferencedOphthalmicAxialLengthMeasurementQCImageSequence ReferencedOphthalmicAxialMeasurementsSequence \
    ReferencedOpticalPathIdentifier ReferencedOtherPlaneSequence ReferencedOverlayPlaneGroups \
    ReferencedOverlayPlaneSequence ReferencedOverlaySequence ReferencedPTOSequence ReferencedParentRTPrescriptionIndex \
    ReferencedPathIndex ReferencedPatientAliasSequence ReferencedPatientPhotoSequence ReferencedPatientSequence \
    ReferencedPatientSetupNumber ReferencedPatientSetupPhotoSequence ReferencedPatientSetupProcedureIndex \
    ReferencedPerformedProcedureStepSequence ReferencedPerformedProtocolSequence ReferencedPlanOverviewIndex \
    ReferencedPositionReferenceInstanceSequence ReferencedPresentationLUTSequence ReferencedPresentationStateSequence \
    ReferencedPrintJobSequence ReferencedPrintJobSequencePullStoredPrint ReferencedProcedureStepSequence \
    ReferencedROINumber ReferencedRTAccessoryHolderDeviceIndex ReferencedRTInstanceSequence \
    ReferencedRTPatientSetupSequence ReferencedRTPhysicianIntentIndex ReferencedRTPhysicianIntentSequence \
    ReferencedRTPlanSequence ReferencedRTPrescriptionIndex ReferencedRTPrescriptionSequence \
    ReferencedRTRadiationRecordSequence ReferencedRTRadiationSequence ReferencedRTRadiationSetSequence \
    ReferencedRTTreatmentPhaseIndex ReferencedRTTreatmentPhaseSequence ReferencedRTTreatmentPreparationSequence \
    ReferencedRadiationDoseIdentificationIndex ReferencedRadiationGenerationModeIndex \
    ReferencedRadiationRTControlPointIndex ReferencedRangeModulatorNumber ReferencedRangeShifterNumber \
    ReferencedRawDataSequence ReferencedRealWorldValueMappingInstanceSequence ReferencedReferenceImageNumber \
    ReferencedReferenceImageSequence ReferencedRefractiveMeasurementsSequence ReferencedRequestSequence \
    ReferencedResultsSequence ReferencedSOPClassUID ReferencedSOPInstanceMACSequence ReferencedSOPInstanceUID \
    ReferencedSOPSequence ReferencedSamplePositions ReferencedSegmentNumber ReferencedSegmentReferenceIndex \
    ReferencedSeriesSequence ReferencedSetupImageSequence ReferencedSourceApplicatorNumber ReferencedSourceNumber \
    ReferencedSpatialRegistrationSequence ReferencedStartControlPointIndex ReferencedStereometricInstanceSequence \
    ReferencedStopControlPointIndex ReferencedStorageMediaSequence ReferencedStoredPrintSequence \
    ReferencedStructureSetSequence ReferencedStructuredContextSequence ReferencedStudySequence \
    ReferencedSurfaceDataSequence ReferencedSurfaceMeshIdentificationSequence ReferencedSurfaceNumber \
    ReferencedSurfaceSequence ReferencedTDRInstanceSequence ReferencedTargetLuminanceCharacteristicsID \
    ReferencedTextureSequence ReferencedTimeOffsets ReferencedToleranceTableNumber ReferencedTreatmentPositionGroupUID \
    ReferencedTreatmentPositionIndex ReferencedTreatmentRecordSequence ReferencedVOILUTBoxSequence \
    ReferencedVerificationImageSequence ReferencedVisitSequence ReferencedWaveformChannels ReferencedWaveformSequence \
    ReferencedWedgeNumber ReferencedXRayDetectorIndex ReferencedXRaySourceIndex ReferringPhysicianAddress \
    ReferringPhysicianIdentificationSequence ReferringPhysicianName ReferringPhysicianTelephoneNumbers \
    ReflectedAmbientLight ReformattingInterval ReformattingOperationInitialViewDirection ReformattingOperationType \
    ReformattingThickness RefractiveErrorBeforeRefractiveSurgeryCodeSequence RefractiveIndexApplied \
    RefractiveIndexOfAqueousHumor RefractiveIndexOfCornea RefractiveParametersUsedOnPatientSequence RefractivePower \
    RefractiveProcedureOccurred RefractiveStateSequence RefractiveSurgeryTypeCodeSequence RegionDataType RegionFlags \
    RegionLocationMaxX1 RegionLocationMaxY1 RegionLocationMinX0 RegionLocationMinY0 RegionOfResidence \
    RegionPixelShiftSequence RegionSpatialFormat RegisteredLocalizerBottomRightHandCorner \
    RegisteredLocalizerTopLeftHandCorner RegisteredLocalizerUnits RegistrationMethodCodeSequence RegistrationSequence \
    RegistrationToLocalizerSequence RegistrationTypeCodeSequence RelatedAssertionSequence RelatedFrameOfReferenceUID \
    RelatedGeneralSOPClassUID RelatedProcedureStepSequence RelatedRTROIObservationsSequence \
    RelatedRTTreatmentPhaseIndex RelatedReferenceRTImageSequence RelatedSegmentCharacteristicsSequence \
    RelatedSeriesSequence RelationshipSequenceTrial RelationshipType RelationshipTypeCodeSequenceTrial \
    RelativeElevation RelativeImagePositionCodeSequence RelativeOpacity RelativeTime RelativeTimeUnits \
    RelativeURIReferenceWithinEncapsulatedDocument RelativeXRayExposure RelevantInformationSequence \
    RelevantOPTAttributesSequence RemovedFromOperationalUse RenderFieldOfView RenderProjection \
    RenderedImageReferenceSequence RenderingMethod RepairID RepeatFractionCycleLength RepeatInterval RepetitionTime \
    ReplacedImplantAssemblyTemplateSequence ReplacedImplantTemplateGroupSequence ReplacedImplantTemplateSequence \
    ReplacedProcedureStepSequence ReportDetailSequenceTrial ReportNumber ReportProductionStatusTrial \
    ReportStatusCommentTrial ReportStatusIDTrial ReportedValuesOrigin ReportingPriority RepositoryUniqueID \
    RepresentativeFrameNumber ReprojectionMethod RequestAttributesSequence RequestPriority RequestedContrastAgent \
    RequestedDecimateCropBehavior RequestedImageSize RequestedImageSizeFlag RequestedLateralityCodeSequence \
    RequestedMediaApplicationProfile RequestedProcedureCodeSequence RequestedProcedureComments \
    RequestedProcedureDescription RequestedProcedureDescriptionTrial RequestedProcedureID RequestedProcedureLocation \
    RequestedProcedurePriority RequestedResolutionID RequestedSeriesDescription RequestedSeriesDescriptionCodeSequence \
    RequestedStatusInterval RequestedSubsequentWorkitemCodeSequence RequestingAE RequestingPhysician \
    RequestingPhysicianIdentificationSequence RequestingService RequestingServiceCodeSequence RescaleIntercept \
    RescaleSlope RescaleType ResidualSyringeCounts ResonantNucleus ResourceDescription RespiratoryCyclePosition \
    RespiratoryIntervalTime RespiratoryMotionCompensationTechnique RespiratoryMotionCompensationTechniqueDescription \
    RespiratorySignalSource RespiratorySignalSourceID RespiratorySynchronizationSequence \
    RespiratoryTriggerDelayThreshold RespiratoryTriggerType ResponsibleGroupCodeSequence ResponsibleOrganization \
    ResponsiblePerson ResponsiblePersonRole ResultingGeneralPurposePerformedProcedureStepsSequence ResultsComments \
    ResultsDistributionListSequence ResultsID ResultsIDIssuer ResultsNormalsSequence RetainInstances \
    RetestSensitivityValue RetestStimulusSeen RetinalThicknessDefinitionCodeSequence RetrieveAETitle \
    RetrieveLocationUID RetrieveURI RetrieveURL ReviewDate ReviewTime ReviewerName RevolutionTime RightImageSequence \
    RightLensSequence RoboticBaseLocationIndicator RoboticNodeIdentifier RoboticPathControlPointSequence \
    RoboticPathNodeSetCodeSequence RotationAngle RotationDirection RotationInformationSequence RotationOfScannedFilm \
    RotationOffset RotationPoint RotationVector RouteID RouteIDAssigningAuthority RouteOfAdmissions \
    RouteSegmentEndLocationID RouteSegmentEndTime RouteSegmentID RouteSegmentLocationIDType RouteSegmentSequence \
    RouteSegmentStartLocationID RouteSegmentStartTime RowOverlap RowPositionInTotalImagePixelMatrix Rows SAR SCPStatus \
    SNRThreshold SOPAuthorizationComment SOPAuthorizationDateTime SOPClassUID SOPClassesInStudy SOPClassesSupported \
    SOPInstanceStatus SOPInstanceUID SOPInstanceUIDOfConcatenationSource STOWRSStorageSequence SUVType \
    SafePositionExitDate SafePositionExitTime SafePositionReturnDate SafePositionReturnTime SamplesPerPixel \
    SamplesPerPixelUsed SamplingFrequency SamplingStepSize Saturation SaturationRecovery ScanArc ScanArcType \
    ScanLength ScanMode ScanOptions ScanPatternTypeCodeSequence ScanProcedure ScanProgressionDirection \
    ScanSpotMetersetWeights ScanSpotMetersetsDelivered ScanSpotPositionMap ScanSpotPrescribedIndices ScanSpotReordered \
    ScanSpotReorderingAllowed ScanSpotSizesDelivered ScanSpotTimeOffset ScanSpotTuneID ScanStartPositionSequence \
    ScanStopPositionSequence ScanType ScanVelocity ScannerSettingsSequence ScanningSequence ScanningSpotSize \
    ScatterCorrected ScatterCorrectionMethod ScatterFractionFactor SceneCaptureType SceneType ScheduledAdmissionDate \
    ScheduledAdmissionTime ScheduledDischargeDate ScheduledDischargeTime ScheduledHumanPerformersSequence \
    ScheduledPatientInstitutionResidence ScheduledPerformingPhysicianIdentificationSequence \
    ScheduledPerformingPhysicianName ScheduledProcedureStepDescription ScheduledProcedureStepEndDate \
    ScheduledProcedureStepEndTime ScheduledProcedureStepExpirationDateTime ScheduledProcedureStepID \
    ScheduledProcedureStepLocation ScheduledProcedureStepModificationDateTime ScheduledProcedureStepPriority \
    ScheduledProcedureStepSequence ScheduledProcedureStepStartDate ScheduledProcedureStepStartDateTime \
    ScheduledProcedureStepStartTime ScheduledProcedureStepStatus ScheduledProcessingApplicationsCodeSequence \
    ScheduledProcessingParametersSequence ScheduledProtocolCodeSequence ScheduledSpecimenSequence \
    ScheduledStationAETitle ScheduledStationClassCodeSequence ScheduledStationGeographicLocationCodeSequence \
    ScheduledStationName ScheduledStationNameCodeSequence ScheduledStepAttributesSequence ScheduledStudyLocation \
    ScheduledStudyLocationAETitle ScheduledStudyStartDate ScheduledStudyStartTime ScheduledStudyStopDate \
    ScheduledStudyStopTime ScheduledWorkitemCodeSequence ScopeOfInventorySequence ScreenMinimumColorBitDepth \
    ScreenMinimumGrayscaleBitDepth ScreeningBaselineMeasured ScreeningBaselineMeasuredSequence ScreeningBaselineType \
    ScreeningBaselineValue ScreeningTestModeCodeSequence SeamLineIndex SeamLineLocation SecondaryApprovalStatus \
    SecondaryCaptureDeviceID SecondaryCaptureDeviceManufacturer SecondaryCaptureDeviceManufacturerModelName \
    SecondaryCaptureDeviceSoftwareVersions SecondaryCountsAccumulated SecondaryCountsType \
    SecondaryInspectionMethodSequence SecondaryPositionerIncrement SecondaryPositionerIncrementSign \
    SecondaryPositionerScanArc SecondaryPositionerScanStartAngle SecondaryReviewDate SecondaryReviewTime \
    SecondaryReviewerName SegmentAlgorithmName SegmentAlgorithmType SegmentAnnotationCategoryCodeSequence \
    SegmentAnnotationTypeCodeSequence SegmentAnnotationTypeModifierCodeSequence SegmentCharacteristicsPrecedence \
    SegmentCharacteristicsSequence SegmentDescription SegmentIdentificationSequence SegmentLabel SegmentNumber \
    SegmentReferenceIndex SegmentReferenceSequence SegmentSequence \
    SegmentSurfaceGenerationAlgorithmIdentificationSequence SegmentSurfaceSourceInstanceSequence \
    SegmentationAlgorithmIdentificationSequence SegmentationCreationTemplateLabel SegmentationFractionalType \
    SegmentationTemplateUID SegmentationType SegmentedAlphaPaletteColorLookupTableData \
    SegmentedBluePaletteColorLookupTableData SegmentedGreenPaletteColorLookupTableData SegmentedKSpaceTraversal \
    SegmentedPropertyCategoryCodeSequence SegmentedPropertyTypeCodeSequence SegmentedPropertyTypeModifierCodeSequence \
    SegmentedRTAccessoryDeviceSequence SegmentedRedPaletteColorLookupTableData SegmentsOverlap \
    SelectedFrameFunctionalGroupsSequence SelectedFrameNumber SelectedSegmentalOphthalmicAxialLengthSequence \
    SelectedTotalOphthalmicAxialLengthSequence SelectorAEValue SelectorASValue SelectorATValue SelectorAttribute \
    SelectorAttributeKeyword SelectorAttributeName SelectorAttributePrivateCreator SelectorAttributeVR SelectorCSValue \
    SelectorCodeSequenceValue SelectorDAValue SelectorDSValue SelectorDTValue SelectorFDValue SelectorFLValue \
    SelectorISValue SelectorLOValue SelectorLTValue SelectorOBValue SelectorODValue SelectorOFValue SelectorOLValue \
    SelectorOVValue SelectorOWValue SelectorPNValue SelectorSHValue SelectorSLValue SelectorSSValue SelectorSTValue \
    SelectorSVValue SelectorSequencePointer SelectorSequencePointerItems SelectorSequencePointerPrivateCreator \
    SelectorTMValue SelectorUCValue SelectorUIValue SelectorULValue SelectorUNValue SelectorURValue SelectorUSValue \
    SelectorUTValue SelectorUVValue SelectorValueNumber SelfTimerMode SensingMethod Sensitivity SensitivityCalibrated \
    SensitivityType SensitivityValue SensorName SensorTemperature SequenceName SequenceOfCompressedData \
    SequenceOfUltrasoundRegions SequenceVariant SequencingIndicatorTrial SeriesDate SeriesDescription \
    SeriesDescriptionCodeSequence SeriesInStudy SeriesInstanceUID SeriesNumber SeriesTime SeriesType \
    ServiceEpisodeDescription ServiceEpisodeID SettlingPhaseFrame SetupDeviceDescription SetupDeviceLabel \
    SetupDeviceParameter SetupDeviceSequence SetupDeviceType SetupImageComment SetupReferenceDescription \
    SetupTechnique SetupTechniqueDescription ShadingStyle ShadowColorCIELabValue ShadowOffsetX ShadowOffsetY \
    ShadowOpacity ShadowStyle ShapeType SharedFunctionalGroupsSequence Sharpness ShieldingDeviceDescription \
    ShieldingDeviceLabel ShieldingDevicePosition ShieldingDeviceSequence ShieldingDeviceType Shininess \
    ShortTermFluctuation ShortTermFluctuationCalculated ShortTermFluctuationProbability \
    ShortTermFluctuationProbabilityCalculated ShotDurationTime ShotOffsetTime ShowAcquisitionTechniquesFlag \
    ShowGraphicAnnotationFlag ShowGrayscaleInverted ShowImageTrueSizeFlag ShowPatientDemographicsFlag ShowTickLabel \
    ShutterLeftVerticalEdge ShutterLowerHorizontalEdge ShutterOverlayGroup ShutterPresentationColorCIELabValue \
    ShutterPresentationValue ShutterRightVerticalEdge ShutterShape ShutterSpeedValue ShutterUpperHorizontalEdge \
    SignalDomainColumns SignalDomainRows SignalToNoiseRatio Signature SimpleFrameList \
    SimulatedKeratometricCylinderSequence SingleCollimationWidth SkipBeats SkipFrameRangeFlag SlabOrientation \
    SlabThickness SliceLocation SliceLocationVector SliceProgressionDirection SliceSensitivityFactor SliceThickness \
    SliceVector SlideIdentifier SmallestImagePixelValue SmallestImagePixelValueInPlane SmallestPixelValueInSeries \
    SmallestValidPixelValue SmokingStatus SmoothingType SnoutID SnoutPosition SnoutPositionTolerance SnoutSequence \
    SoftTissueFocusThermalIndex SoftTissueSurfaceThermalIndex SoftTissueThermalIndex SoftcopyVOILUTSequence \
    SoftwareVersions SortByCategory SortingDirection SortingOperationsSequence SoundPathLength \
    SoundSpeedCorrectionMechanismCodeSequence SourceAcquisitionBeamNumber SourceAcquisitionProtocolElementNumber \
    SourceApplicatorID SourceApplicatorLength SourceApplicatorManufacturer SourceApplicatorName SourceApplicatorNumber \
    SourceApplicatorStepSize SourceApplicatorTipLength SourceApplicatorType SourceApplicatorWallNominalThickness \
    SourceApplicatorWallNominalTransmission SourceAxisDistance SourceConceptualVolumeSequence \
    SourceConceptualVolumeUID SourceDescription SourceEncapsulationNominalThickness \
    SourceEncapsulationNominalTransmission SourceEndDateTime SourceFrameOfReferenceUID SourceHangingProtocolSequence \
    SourceIdentifier SourceImageCornealProcessedDataSequence SourceImageEvidenceSequence SourceImageSequence \
    SourceInstanceSequence SourceIrradiationEventSequence SourceIsotopeHalfLife SourceIsotopeName SourceManufacturer \
    SourceModelID SourceMovementType SourceNumber SourceOfAnteriorChamberDepthDataCodeSequence \
    SourceOfCorneaMeasurementDataCodeSequence SourceOfCornealSizeDataCodeSequence \
    SourceOfLensThicknessDataCodeSequence SourceOfOphthalmicAxialLengthCodeSequence SourceOfPreviousValues \
    SourceOfRefractiveMeasurementsCodeSequence SourceOfRefractiveMeasurementsSequence SourceOrientation \
    SourcePatientGroupIdentificationSequence SourcePixelPlanesCharacteristicsSequence SourcePosition \
    SourceReconstructionProtocolElementNumber SourceRollAngle SourceSequence SourceSerialNumber \
    SourceSeriesInformationSequence SourceSeriesSequence SourceStartDateTime SourceStrength \
    SourceStrengthReferenceDate SourceStrengthReferenceTime SourceStrengthUnits \
    SourceToApplicatorMountingPositionDistance SourceToBeamLimitingDeviceDistance SourceToBlockTrayDistance \
    SourceToCompensatorDistance SourceToCompensatorTrayDistance SourceToExternalContourDistance \
    SourceToGeneralAccessoryDistance SourceToPatientSurfaceDistance SourceToReferenceObjectDistance \
    SourceToSurfaceDistance SourceToWedgeTrayDistance SourceType SourceWaveformSequence SpacingBetweenSlices \
    SpatialFrequencyResponseColumnNames SpatialFrequencyResponseColumns SpatialFrequencyResponseRows \
    SpatialFrequencyResponseValues SpatialLocationsPreserved SpatialPresaturation SpatialResolution \
    SpatialTransformOfDose SpecialNeeds SpecificAbsorptionRateDefinition SpecificAbsorptionRateSequence \
    SpecificAbsorptionRateValue SpecificCharacterSet SpecificationSelectionGuidance SpecifiedChannelTotalTime \
    SpecifiedMeterset SpecifiedNumberOfPulses SpecifiedPrimaryMeterset SpecifiedPulseRepetitionInterval \
    SpecifiedSecondaryMeterset SpecifiedTreatmentTime SpecimenAccessionNumber SpecimenDescriptionSequence \
    SpecimenDescriptionSequenceTrial SpecimenDescriptionTrial SpecimenDetailedDescription SpecimenIdentifier \
    SpecimenLabelInImage SpecimenLocalizationContentItemSequence SpecimenPreparationSequence \
    SpecimenPreparationStepContentItemSequence SpecimenReferenceSequence SpecimenSequence SpecimenShortDescription \
    SpecimenTypeCodeSequence SpecimenUID SpectralSensitivity SpectralWidth SpectrallySelectedExcitation \
    SpectrallySelectedSuppression SpectroscopyAcquisitionDataColumns SpectroscopyAcquisitionOutOfPlanePhaseSteps \
    SpectroscopyAcquisitionPhaseColumns SpectroscopyAcquisitionPhaseRows SpectroscopyData SpecularReflectionIntensity \
    SpherePower SphericalLensPower SpiralPitchFactor Spoiling StackID StageCodeSequence StageName StageNumber \
    StandardOutputSensitivity StartAcquisitionDateTime StartAngle StartCardiacTriggerCountThreshold \
    StartCumulativeMeterset StartCumulativeMetersetWeight StartCumulativeTimeWeight StartDensityThreshold \
    StartMeterset StartRelativeDensityDifferenceThreshold StartRespiratoryTriggerCountThreshold StartTrim \
    StartingMetersetValueKnownFlag StartingRespiratoryAmplitude StartingRespiratoryPhase StationAETitle StationName \
    SteadyStatePulseSequence SteepCornealAxisSequence SteepKeratometricAxisSequence SteeringAngle StereoBaselineAngle \
    StereoBaselineDisplacement StereoHorizontalPixelOffset StereoPairsPresent StereoPairsSequence StereoRotation \
    StereoVerticalPixelOffset StimuliRetestingQuantity StimulusArea StimulusColorCodeSequence StimulusPresentationTime \
    StimulusResults StopCumulativeMeterset StopTrim StorageMediaFileSetID StorageMediaFileSetUID \
    StorageProtocolElementSequence StorageProtocolElementSpecificationSequence StorageURL StoredInstanceBaseURI \
    StoredInstanceTransferSyntaxUID StoredValueColorRangeSequence StrainAdditionalInformation StrainCodeSequence \
    StrainDescription StrainNomenclature StrainSource StrainSourceRegistryCodeSequence StrainStockNumber \
    StrainStockSequence StructureSetDate StructureSetDescription StructureSetLabel StructureSetName \
    StructureSetROISequence StructureSetTime StructuredConstraintObservationSequence \
    StructuredDisplayBackgroundCIELabValue StructuredDisplayImageBoxSequence StructuredDisplayTextBoxSequence \
    StudiesContainingOtherReferencedInstancesSequence StudyAccessEndPointsSequence StudyArrivalDate StudyArrivalTime \
    StudyComments StudyCompletionDate StudyCompletionTime StudyComponentStatusID StudyDate StudyDescription StudyID \
    StudyIDIssuer StudyInstanceUID StudyPriorityID StudyReadDate StudyReadTime StudyStatusID StudyTime \
    StudyUpdateDateTime StudyVerifiedDate StudyVerifiedTime SubjectArea SubjectDistance SubjectDistanceRange \
    SubjectLocation SubjectRelativePositionInImage SubjectiveRefractionLeftEyeSequence \
    SubjectiveRefractionRightEyeSequence SubscriptionListStatus SubstanceAdministrationApproval \
    SubstanceAdministrationDateTime SubstanceAdministrationDeviceID SubstanceAdministrationNotes \
    SubstanceAdministrationParameterSequence SubtaskWorkitemCodeSequence SubtractionItemID SummarizedFilterLookupTable \
    SupportedImageDisplayFormatsSequence SurfaceAsymmetryIndex SurfaceComments SurfaceCount SurfaceEntryPoint \
    SurfaceMeshPrimitivesSequence SurfaceMeshZPixelOffset SurfaceModelDescriptionSequence SurfaceModelLabel \
    SurfaceModelScalingFactor SurfaceNumber SurfacePointColorCIELabValueData SurfacePointPresentationValueData \
    SurfacePointsNormalsSequence SurfacePointsSequence SurfaceProcessing \
    SurfaceProcessingAlgorithmIdentificationSequence SurfaceProcessingDescription SurfaceProcessingRatio \
    SurfaceRegularityIndex SurfaceScanAcquisitionTypeCodeSequence SurfaceScanModeCodeSequence SurfaceSequence \
    SurgicalTechnique SurgicallyInducedAstigmatismSequence SwitchingPhaseNominalDuration SwitchingPhaseNumber \
    SwitchingPhaseTransitionDuration SwivelRange SynchronizationChannel SynchronizationFrameOfReferenceUID \
    SynchronizationTrigger SynchronizedImageBoxList SynchronizedScrollingSequence SyntheticData SyringeCounts \
    SystemStatus SystemStatusComment T2Preparation TDRType TIDOffset TIPType TMLinePositionX0 TMLinePositionX0Retired \
    TMLinePositionX1 TMLinePositionX1Retired TMLinePositionY0 TMLinePositionY0Retired TMLinePositionY1 \
    TMLinePositionY1Retired TableAngle TableColumnDefinitionSequence TableColumnNumber TableCradleTiltAngle \
    TableFeedPerRotation TableFrameOfReferenceUID TableHeadTiltAngle TableHeight TableHorizontalRotationAngle \
    TableLateralIncrement TableLongitudinalIncrement TableMotion TableOfParameterValues TableOfPixelValues \
    TableOfXBreakPoints TableOfYBreakPoints TablePosition TablePositionSequence TableRowDefinitionSequence \
    TableRowNumber TableSpeed TableTopEccentricAdjustedAngle TableTopEccentricAngle TableTopEccentricAngleTolerance \
    TableTopEccentricAxisDistance TableTopEccentricRotationDirection TableTopLateralAdjustedPosition \
    TableTopLateralPosition TableTopLateralPositionTolerance TableTopLateralSetupDisplacement \
    TableTopLongitudinalAdjustedPosition TableTopLongitudinalPosition TableTopLongitudinalPositionTolerance \
    TableTopLongitudinalSetupDisplacement TableTopPitchAdjustedAngle TableTopPitchAngle TableTopPitchAngleTolerance \
    TableTopPitchRotationDirection TableTopPositionAlignmentUID TableTopRollAdjustedAngle TableTopRollAngle \
    TableTopRollAngleTolerance TableTopRollRotationDirection TableTopVerticalAdjustedPosition TableTopVerticalPosition \
    TableTopVerticalPositionTolerance TableTopVerticalSetupDisplacement TableTraverse TableType TableVerticalIncrement \
    TableXPositionToIsocenter TableYPositionToIsocenter TableZPositionToIsocenter TabulatedValuesSequence \
    TagAngleFirstAxis TagAngleSecondAxis TagSpacingFirstDimension TagSpacingSecondDimension TagThickness Tagging \
    TaggingDelay TangentialPower TargetExposureIndex TargetFrameOfReferenceUID TargetLabel \
    TargetLuminanceCharacteristicsSequence TargetMaterialSequence TargetMaximumDose TargetMaximumLuminance \
    TargetMinimumDose TargetMinimumLuminance TargetPositionReferenceIndicator TargetPrescriptionDose TargetRefraction \
    TargetUID TargetUnderdoseVolumeFraction TelephoneNumberTrial TeletherapyRadiationType Temperature \
    TemplateExtensionCreatorUID TemplateExtensionFlag TemplateExtensionOrganizationUID TemplateIdentifier \
    TemplateLocalVersion TemplateName TemplateNumber TemplateType TemplateVersion TemporalPositionIdentifier \
    TemporalPositionIndex TemporalPositionSequence TemporalPositionTimeOffset TemporalRangeType \
    TemporalRelationshipIntervalAnchor TemporalResolution TerminationCardiacTriggerCountThreshold \
    TerminationCountsThreshold TerminationDensityThreshold TerminationRelativeDensityThreshold \
    TerminationRespiratoryTriggerCountThreshold TerminationTimeThreshold TestImageValidation TestPatternCodeSequence \
    TestPointNormalsDataFlag TestPointNormalsSequence TestResult TestResultComment TextColorCIELabValue TextComments \
    TextObjectSequence TextString TextStyleSequence TextValue TextureLabel TherapeuticRoleCategoryCodeSequence \
    TherapeuticRoleTypeCodeSequence TherapyDescription TherapyType ThreatCategory ThreatCategoryDescription \
    ThreatDetectionAlgorithmAndVersion ThreatROIBase ThreatROIBitmap ThreatROIExtents ThreatROIVoxelSequence \
    ThreatSequence ThreeDDegreeOfFreedomAxis ThreeDImplantTemplateGroupMemberMatchingAxes \
    ThreeDImplantTemplateGroupMemberMatchingPoint ThreeDLineCoordinates ThreeDMatingAxes ThreeDMatingPoint \
    ThreeDPlaneNormal ThreeDPlaneOrigin ThreeDPointCoordinates ThreeDRenderingType ThresholdDensity ThresholdSequence \
    ThresholdType ThresholdValue ThresholdValueSequence TickAlignment TickLabel TickLabelAlignment TickPosition Time \
    TimeBasedImageSetsSequence TimeDistributionProtocol TimeDomainFiltering \
    TimeOfDocumentCreationOrVerbalTransactionTrial TimeOfFlightContrast TimeOfFlightInformationUsed \
    TimeOfFrameGroupSequence TimeOfGainCalibration TimeOfLastCalibration TimeOfLastDetectorCalibration \
    TimeOfSecondaryCapture TimeRange TimeSeriesBlending TimeSliceVector TimeSlotInformationSequence TimeSlotNumber \
    TimeSlotTime TimeSlotVector TimeSource TimezoneOffsetFromUTC TissueHeterogeneityCorrection TissueLocation \
    ToleranceTableLabel ToleranceTableNumber ToleranceTableSequence ToleranceValue TomoAngle TomoClass TomoLayerHeight \
    TomoTime TomoType TomotherapeuticControlPointSequence TomotherapeuticLeafInitialClosedDurations \
    TomotherapeuticLeafOpenDurations TopLeftHandCornerOfLocalizerArea TopicAuthor TopicKeywords TopicSubject \
    TopicTitle ToricIOLPowerForExactEmmetropiaSequence ToricIOLPowerForExactTargetRefractionSequence \
    ToricIOLPowerSequence TotalAperture TotalBlockTrayFactor TotalBlockTrayWaterEquivalentThickness \
    TotalCollimationWidth TotalCompensatorTrayFactor TotalCompensatorTrayWaterEquivalentThickness TotalGain \
    TotalNumberOfExposures TotalNumberOfPiecesOfMediaCreated TotalNumberOfStudyRecords TotalPixelMatrixColumns \
    TotalPixelMatrixFocalPlanes TotalPixelMatrixOriginSequence TotalPixelMatrixRows TotalPrescriptionDose \
    TotalProcessingTime TotalReferenceAirKerma TotalTimeOfFluoroscopy TotalWedgeTrayWaterEquivalentThickness \
    TrackPointIndexList TrackSequence TrackSetAnatomicalTypeCodeSequence TrackSetDescription TrackSetLabel \
    TrackSetNumber TrackSetSequence TrackSetStatisticsSequence TrackStatisticsSequence \
    TrackingAlgorithmIdentificationSequence TrackingID TrackingUID TransactionStatus TransactionStatusComment \
    TransactionUID TransducerApplicationCodeSequence TransducerBeamSteeringCodeSequence TransducerData \
    TransducerFrequency TransducerGeometryCodeSequence TransducerIdentificationSequence TransducerOrientation \
    TransducerOrientationModifierSequence TransducerOrientationSequence TransducerPosition \
    TransducerPositionModifierSequence TransducerPositionSequence TransducerResponseSequence \
    TransducerScanPatternCodeSequence TransducerTechnologySequence TransducerType TransferTubeLength \
    TransferTubeNumber TransformDescription TransformLabel TransformNumberOfAxes TransformOrderOfAxes \
    TransformVersionNumber TransformationAlgorithmSequence TransformationMethodCodeSequence TransformedAxisUnits \
    TranslationRateX TranslationRateY TransmitCoilManufacturerName TransmitCoilName TransmitCoilType \
    TransmitTransducerSequence TransmitTransducerSettingsSequence TransmitterFrequency TransportClassification \
    TransverseDetectorSeparation TransverseMash TrayAccessoryCode TreatmentControlPointDate TreatmentControlPointTime \
    TreatmentDate TreatmentDeliveryContinuationFlag TreatmentDeliveryType TreatmentDeviceIdentificationSequence \
    TreatmentMachineName TreatmentMachineSequence TreatmentMachineSpecialModeCodeSequence TreatmentPositionGroupLabel \
    TreatmentPositionGroupSequence TreatmentPositionGroupUID TreatmentPositionIndex TreatmentPositionSequence \
    TreatmentProtocols TreatmentRecordContentOrigin TreatmentSessionApplicationSetupSequence \
    TreatmentSessionBeamSequence TreatmentSessionIonBeamSequence TreatmentSessionUID TreatmentSite \
    TreatmentSiteCodeSequence TreatmentSiteModifierCodeSequence TreatmentSites TreatmentStatusComment \
    TreatmentSummaryCalculatedDoseReferenceSequence TreatmentSummaryMeasuredDoseReferenceSequence \
    TreatmentTechniqueNotes TreatmentTerminationCode TreatmentTerminationDescription TreatmentTerminationStatus \
    TreatmentTime TreatmentTimeLimit TreatmentToleranceViolationAttributeSequence TreatmentToleranceViolationCategory \
    TreatmentToleranceViolationCauseCodeSequence TreatmentToleranceViolationDateTime \
    TreatmentToleranceViolationDescription TreatmentToleranceViolationIdentification \
    TreatmentToleranceViolationSequence TreatmentToleranceViolationTypeCodeSequence TreatmentVerificationStatus \
    TriangleFanSequence TrianglePointIndexList TriangleStripSequence TriggerSamplePosition TriggerSourceOrType \
    TriggerTime TriggerTimeOffset TriggerVector TriggerWindow Trim TubeAngle TwoDDegreeOfFreedomAxis \
    TwoDDegreeOfFreedomSequence TwoDImplantTemplateGroupMemberMatchingAxes TwoDImplantTemplateGroupMemberMatchingPoint \
    TwoDLineCoordinates TwoDLineCoordinatesSequence TwoDMatingAxes TwoDMatingFeatureCoordinatesSequence \
    TwoDMatingPoint TwoDPlaneCoordinatesSequence TwoDPlaneIntersection TwoDPointCoordinates \
    TwoDPointCoordinatesSequence TwoDimensionalToThreeDimensionalMapData TwoDimensionalToThreeDimensionalMapSequence \
    TypeOfDetectorMotion TypeOfFilters TypeOfInstances TypeOfOpticalCorrection TypeOfPatientID TypeOfSynchronization \
    UDISequence UID URNCodeValue USImageDescriptionSequence UVMappingSequence UValueData UltrasoundAcquisitionGeometry \
    UltrasoundColorDataPresent UltrasoundOphthalmicAxialLengthMeasurementsSequence \
    UltrasoundSelectedOphthalmicAxialLengthSequence UnassignedPerFrameConvertedAttributesSequence \
    UnassignedSharedConvertedAttributesSequence Underlined UnformattedTextValue UnifiedProcedureStepListStatus \
    UnifiedProcedureStepPerformedProcedureSequence UniformResourceLocatorTrial UniqueDeviceIdentifier Units \
    UniversalEntityID UniversalEntityIDType UnspecifiedLateralityLensSequence UpdatedMetadataSequence \
    UpperCutoffFrequency UpperLimitNumberOfPersistentFluoroscopyFrames UpperLowerPixelValues \
    UrgencyOrPriorityAlertsTrial UsedFiducialsSequence UsedRTStructureSetROISequence UsedSegmentsSequence \
    UserContentLabel UserContentLongLabel UserSelectedGainY UserSelectedOffsetX UserSelectedOffsetY UserSelectedPhase \
    VOILUTFunction VOILUTSequence VOIType VValueData ValueType VariableFlipAngleFlag VariableModalityLUTSequence \
    VectorAccuracy VectorCoordinateData VectorDimensionality VectorGridData VelocityEncodingAcquisitionSequence \
    VelocityEncodingDirection VelocityEncodingMaximumValue VelocityEncodingMinimumValue VelocityOfSound \
    VerbalSourceIdentifierCodeSequenceTrial VerbalSourceTrial VerificationDateTime VerificationFlag \
    VerificationImageTiming VerifyingObserverIdentificationCodeSequence VerifyingObserverName \
    VerifyingObserverSequence VerifyingOrganization VertexDistance VertexPointIndexList VerticalAlignment \
    VerticalOffsetOfSensor VerticalPrismBase VerticalPrismPower VerticesOfTheOutlineOfPupil \
    VerticesOfThePolygonalCollimator VerticesOfThePolygonalExposureControlSensingRegion VerticesOfThePolygonalOutline \
    VerticesOfThePolygonalShutter VerticesOfTheRegion VideoImageFormatAcquired ViewCodeSequence \
    ViewModifierCodeSequence ViewName ViewNumber ViewOrientationCodeSequence ViewOrientationModifierCodeSequence \
    ViewPosition ViewingDistance ViewingDistanceType ViewpointLookAtPoint ViewpointPosition ViewpointUpDirection \
    VirtualSourceAxisDistances VisitComments VisitStatusID VisualAcuityBothEyesOpenSequence \
    VisualAcuityLeftEyeSequence VisualAcuityMeasurementSequence VisualAcuityModifiers VisualAcuityRightEyeSequence \
    VisualAcuityTypeCodeSequence VisualEvaluationMethodCodeSequence VisualEvaluationResultSequence \
    VisualEvaluationTestSequence VisualFieldCatchTrialSequence VisualFieldGlobalResultsIndexSequence \
    VisualFieldHorizontalExtent VisualFieldMeanSensitivity VisualFieldShape VisualFieldTestDuration \
    VisualFieldTestNormalsFlag VisualFieldTestPointNormalsSequence VisualFieldTestPointSequence \
    VisualFieldTestPointXCoordinate VisualFieldTestPointYCoordinate VisualFieldTestReliabilityGlobalIndexSequence \
    VisualFieldVerticalExtent VitalStainCodeSequenceTrial VitreousStatusCodeSequence VitreousStatusDescription \
    VolumeBasedCalculationTechnique VolumeCroppingMethod VolumeCroppingSequence VolumeFrameOfReferenceUID \
    VolumeLocalizationSequence VolumeLocalizationTechnique VolumeOfPTO VolumeStreamSequence VolumeToTableMappingMatrix \
    VolumeToTransducerMappingMatrix VolumeToTransducerRelationship VolumetricAnnotationSequence VolumetricCurvePoints \
    VolumetricCurveUpDirections VolumetricPresentationInputAnnotationSequence VolumetricPresentationInputIndex \
    VolumetricPresentationInputNumber VolumetricPresentationInputSetSequence VolumetricPresentationInputSetUID \
    VolumetricPresentationStateInputSequence VolumetricProperties WADORSRetrievalSequence WADORetrievalSequence \
    WarningReason WaterDepth WaterEquivalentDiameter WaterEquivalentDiameterCalculationMethodCodeSequence \
    WaterReferenceAcquisition WaterReferencedPhaseCorrection WaveformAmplifierType WaveformAnnotationSequence \
    WaveformBitsAllocated WaveformBitsStored WaveformChannelNumber WaveformData WaveformDataDisplayScale \
    WaveformDisplayBackgroundCIELabValue WaveformFilterDescription WaveformFilterType WaveformOriginality \
    WaveformPaddingValue WaveformPresentationGroupSequence WaveformSampleInterpretation WaveformSequence WedgeAngle \
    WedgeAngleFloat WedgeChamferHeight WedgeCurve WedgeDefinitionSequence WedgeDescription WedgeElement1Position \
    WedgeFactor WedgeFrontGap WedgeFrontHeight WedgeID WedgeInContactLength WedgeInContactWidth WedgeManufacturerName \
    WedgeMaterial WedgeMaterialVelocity WedgeModelNumber WedgeName WedgeNumber WedgeOffsetX WedgeOffsetY WedgeOffsetZ \
    WedgeOrientation WedgeOriginOffsetX WedgePosition WedgePositionSequence WedgeRearHeight WedgeRoofAngle \
    WedgeSequence WedgeThinEdgePosition WedgeTimeDelay WedgeTotalHeight WedgeTotalLength WedgeTotalWidth WedgeType \
    WeekdayFractionPatternSequence WeightingLookupTableData WeightingLookupTableDescriptor \
    WeightingTransferFunctionSequence WhiteBalance WhitePoint WhitePointFlag WholeBodyTechnique \
    WholeSlideMicroscopyImageFrameTypeSequence WideFieldOphthalmicPhotographyQualityRatingSequence \
    WideFieldOphthalmicPhotographyQualityThresholdSequence WideFieldOphthalmicPhotographyThresholdQualityRating \
    WindowCenter WindowCenterWidthExplanation WindowWidth WorklistLabel XAAcquisitionDuration XAAcquisitionFrameRate \
    XAAcquisitionPhaseDetailsSequence XAPlaneDetailsSequence XAXRFFrameCharacteristicsSequence \
    XCoordinatesCenterPixelViewAngle XDSRetrievalSequence XDSStorageSequence XFocusCenter \
    XOffsetInSlideCoordinateSystem XRay3DAcquisitionSequence XRay3DFrameTypeSequence XRay3DReconstructionSequence \
    XRayAcquisitionDoseSequence XRayDetectorID XRayDetectorIndex XRayDetectorLabel XRayFilterDetailsSequence \
    XRayFilterSequence XRayGeometrySequence XRayGridSequence XRayImageReceptorAngle XRayImageReceptorTranslation \
    XRayMassAttenuationCoefficient XRayOutput XRayReceptorType XRaySourceID XRaySourceIndex \
    XRaySourceIsocenterPrimaryAngle XRaySourceIsocenterSecondaryAngle XRayTubeCurrent XRayTubeCurrentInmA \
    XRayTubeCurrentInuA YCoordinatesCenterPixelViewAngle YFocusCenter YOffsetInSlideCoordinateSystem ZEffective \
    ZOffsetInSlideCoordinateSystem ZeroVelocityPixelValue ZonalMapFormat ZonalMapLocation ZonalMapNumberFormat \
    ZoomCenter ZoomFactor dBdt
end

complete -c scu -f -a '(__scu_complete)'
