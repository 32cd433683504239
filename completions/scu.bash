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

# What may be the first word.
_scu_verbs() {
  list=(
    'echo' 'store' 'find' 'move' 'get' 'commit' 'doctor' 'explain' 'peers' 'history' 'serve' 'demo' 'completion'
    'gdcmscu' 'getscu' 'echoscu' 'storescu' 'findscu' 'movescu' 'dcmsend'
  )
}

# The options of the verb $1.
_scu_options() {
  list=()
  case $1 in scu) list+=(
    '--version' '--config'
  ) ;; esac
  case $1 in scu | echo | store | find | move | get | commit | doctor | explain | peers | history | serve | demo | completion) list+=(
    '-h' '--help'
  ) ;; esac
  case $1 in echo | store | find | move | get | commit | doctor) list+=(
    '-H' '--hostname' '-aet' '--aetitle' '-aec' '--call'
  ) ;; esac
  case $1 in echo | store | find | move | get | commit | doctor | serve) list+=(
    '-p' '--port'
  ) ;; esac
  case $1 in echo | store | find | move | get | commit | doctor | peers) list+=(
    '--config' '-to' '--timeout' '-ta' '--acse-timeout' '-td' '--dimse-timeout' '--total-timeout' '-pdu' '--max-pdu'
    '-i4' '--ipv4' '-i6' '--ipv6' '-i0' '--ip-auto' '--proxy' '--repeat' '--abort' '+v' '--verbose-pc' '--root-uid'
    '-usr' '--user' '-pwd' '--password' '--password-file' '-epw' '--empty-password' '--ask-password' '-kt'
    '--kerberos' '--saml' '--jwt' '-rsp' '--pos-response' '-tls' '--disable-tls' '+tls' '--enable-tls' '+tla'
    '--anonymous-tls' '+ps' '--std-passwd' '+pw' '--use-passwd' '-pw' '--null-passwd' '--passwd-file' '-pem'
    '--pem-keys' '-der' '--der-keys' '+cf' '--add-cert-file' '+cd' '--add-cert-dir' '+crl' '--add-crl-file' '+crv'
    '--enable-crl-vfy' '+cra' '--enable-crl-all' '+ph' '--list-profiles' '+cc' '--list-ciphers' '+pg' '--profile-8996'
    '+pm' '--profile-8996-mod' '+py' '--profile-bcp195-nd' '+px' '--profile-bcp195' '+pz' '--profile-bcp195-ex' '+pb'
    '--profile-basic' '+pa' '--profile-aes' '+pn' '--profile-null' '+cs' '--cipher' '--no-sni' '--request-sni' '+rs'
    '--seed' '+ws' '--write-seed' '+wf' '--write-seed-file' '-rc' '--require-peer-cert' '-ic' '--ignore-peer-cert'
    '--pcap' '--pcap-redact' '--trace' '--evidence' '--with-values'
  ) ;; esac
  case $1 in echo | store | move | get | commit | doctor | explain) list+=(
    '--format'
  ) ;; esac
  case $1 in echo | store | find | move | get | commit | doctor | explain | peers | history) list+=(
    '-q' '--quiet' '-v' '-V' '--verbose' '-d' '-D' '--debug' '-ll' '--log-level' '--warning' '-E' '--error' '-L'
    '--log-file' '-lc' '--log-config' '--arguments'
  ) ;; esac
  case $1 in echo | store | move | get | commit | doctor | explain | peers | history) list+=(
    '-W'
  ) ;; esac
  case $1 in echo | store | find | move | get | commit) list+=(
    '-x=' '--propose-uncompr' '-xe' '--propose-little' '-xb' '--propose-big' '-xd' '--propose-deflated' '-xi'
    '--propose-implicit'
  ) ;; esac
  case $1 in store) list+=(
    '-i' '--input' '--pattern' '--null' '--rename' '--async' '--halt' '-xs' '--propose-lossless' '-xy'
    '--propose-jpeg8' '-xx' '--propose-jpeg12' '-xv' '--propose-j2k-lossless' '-xw' '--propose-j2k-lossy' '-xt'
    '--propose-jls-lossless' '-xu' '--propose-jls-lossy' '-xm' '--propose-mpeg2' '-xh' '--propose-mpeg2-high' '-xn'
    '--propose-mpeg4' '-xl' '--propose-mpeg4-bd' '-x2' '--propose-mpeg4-2-2d' '-x3' '--propose-mpeg4-2-3d' '-xo'
    '--propose-mpeg4-2-st' '-x4' '--propose-hevc' '-x5' '--propose-hevc10' '-xr' '--propose-rle' '--transcode'
    '--allow-lossy' '--set' '--delete' '--uid-suffix' '--invent' '--invent-series-after' '--invent-study-after'
    '--invent-patient-after' '--commit' '--probe' '--all-classes' '--compare' '--report' '--resume' '--retry'
    '--retry-wait' '--common-extended'
  ) ;; esac
  case $1 in store | commit) list+=(
    '-r' '--recursive' '--commit-wait' '--port-scp'
  ) ;; esac
  case $1 in store | move | get) list+=(
    '--associations'
  ) ;; esac
  case $1 in store | move | commit | doctor) list+=(
    '--bind' '--max-associations' '--idle-timeout'
  ) ;; esac
  case $1 in store | move | commit | doctor | peers) list+=(
    '--accept-from' '--only-peer'
  ) ;; esac
  case $1 in store | find | move | get) list+=(
    '--priority'
  ) ;; esac
  case $1 in find | move | get) list+=(
    '-k' '--key' '-P' '--patientroot' '-S' '--studyroot' '-O' '--psonly' '--composite' '--without-bulk-data'
    '--hanging-protocol' '--color-palette' '--ups' '--ups-watch' '--ups-query' '--patient' '--study' '--series'
    '--image' '--frame' '--no-auto-keys' '--no-check' '--strict' '--store-query' '--dry-run' '--charset'
    '--relational' '--enhanced-multiframe'
  ) ;; esac
  case $1 in find) list+=(
    '-W' '--worklist' '--limit' '--cancel' '--max-matches' '--assume-charset' '--query-help' '--queryhelp' '--expand'
    '--split-by-date' '--cap' '--datetime' '--fuzzy' '--timezone' '--extract' '--extract-xml' '--columns' '--sort'
    '--tree' '--no-pager' '--format'
  ) ;; esac
  case $1 in move | get) list+=(
    '--split' '--resume' '--verify' '--missing' '--only' '--retry' '-o' '-od' '--output' '--output-directory'
    '--file-names' '-B' '--normal' '+B' '--bit-preserving' '--name' '--dicomdir' '--on-exists' '--sync' '--ignore'
    '--max-objects' '--max-bytes' '--preview' '+x=' '--prefer-uncompr' '+xe' '--prefer-little' '+xb' '--prefer-big'
    '+xd' '--prefer-deflated' '+xs' '--prefer-lossless' '+xy' '--prefer-jpeg8' '+xx' '--prefer-jpeg12' '+xv'
    '--prefer-j2k-lossless' '+xw' '--prefer-j2k-lossy' '+xt' '--prefer-jls-lossless' '+xu' '--prefer-jls-lossy' '+xm'
    '--prefer-mpeg2' '+xh' '--prefer-mpeg2-high' '+xn' '--prefer-mpeg4' '+xl' '--prefer-mpeg4-bd' '+x2'
    '--prefer-mpeg4-2-2d' '+x3' '--prefer-mpeg4-2-3d' '+xo' '--prefer-mpeg4-2-st' '+x4' '--prefer-hevc' '+x5'
    '--prefer-hevc10' '+xr' '--prefer-rle' '+xi' '--implicit'
  ) ;; esac
  case $1 in move) list+=(
    '--port-scp' '-aem' '--move'
  ) ;; esac
  case $1 in get) list+=(
    '--no-find'
  ) ;; esac
  case $1 in doctor) list+=(
    '--port-scp' '--move-test' '--letter' '--redact' '--try-variants'
  ) ;; esac
  case $1 in explain) list+=(
    '--all'
  ) ;; esac
  case $1 in peers) list+=(
    '--replace' '--default' '-p' '--port' '-aec' '--call' '-aet' '--aetitle' '--port-scp' '--associations' '--model'
    '--charset' '--password-env' '--password-keyring'
  ) ;; esac
  case $1 in peers | history) list+=(
    '--format'
  ) ;; esac
  case $1 in history) list+=(
    '-n' '--last' '--since'
  ) ;; esac
  case $1 in serve) list+=(
    '-aet' '--aetitle' '--bind' '--peer'
  ) ;; esac
  case $1 in completion) list+=(
    '--peers'
  ) ;; esac
}

# What the values of the verb $1 and its option $2 are.
_scu_takes() {
  takes=()
  case $1 in scu | echo | store | find | move | get | commit | doctor | peers) case $2 in
    '--config') takes=('file') ;;
  esac ;; esac
  case $1 in echo | store | find | move | get | commit | doctor) case $2 in
    '-H' | '--hostname') takes=('peer') ;;
  esac ;; esac
  case $1 in echo | store | find | move | get | commit | doctor | peers | serve) case $2 in
    '-p' | '--port' | '-aet' | '--aetitle') takes=('nothing') ;;
  esac ;; esac
  case $1 in echo | store | find | move | get | commit | doctor | peers) case $2 in
    '-aec' | '--call' | '-to' | '--timeout' | '-ta' | '--acse-timeout' | '-td' | '--dimse-timeout' | '--total-timeout' | '-pdu' | '--max-pdu' | '--proxy' | '--repeat' | '--root-uid' | '-usr' | '--user' | '-pwd' | '--password' | '+pw' | '--use-passwd' | '+cs' | '--cipher' | '--request-sni') takes=('nothing') ;;
    '--password-file' | '-kt' | '--kerberos' | '--saml' | '--jwt' | '--passwd-file' | '+cf' | '--add-cert-file' | '+crl' | '--add-crl-file' | '+rs' | '--seed' | '+wf' | '--write-seed-file' | '--pcap' | '--evidence') takes=('file') ;;
    '+tls' | '--enable-tls') takes=('file' 'file') ;;
    '+cd' | '--add-cert-dir') takes=('folder') ;;
  esac ;; esac
  case $1 in echo | store | move | get | commit | doctor | explain) case $2 in
    '--format') takes=('=table,text,json') ;;
  esac ;; esac
  case $1 in echo | store | find | move | get | commit | doctor | explain | peers | history) case $2 in
    '-ll' | '--log-level') takes=('level') ;;
    '-L' | '--log-file' | '-lc' | '--log-config') takes=('file') ;;
  esac ;; esac
  case $1 in store) case $2 in
    '-i' | '--input' | '--compare' | '--report' | '--resume') takes=('file') ;;
    '--pattern' | '--async' | '--uid-suffix' | '--invent-series-after' | '--invent-study-after' | '--invent-patient-after' | '--retry-wait') takes=('nothing') ;;
    '--transcode') takes=('transcode') ;;
    '--set') takes=('key') ;;
    '--delete') takes=('keyword') ;;
    '--invent') takes=('=instance,series,study,patient') ;;
  esac ;; esac
  case $1 in store | move | get | peers) case $2 in
    '--associations') takes=('nothing') ;;
  esac ;; esac
  case $1 in store | commit) case $2 in
    '--commit-wait') takes=('nothing') ;;
  esac ;; esac
  case $1 in store | move | commit | doctor | peers) case $2 in
    '--port-scp') takes=('nothing') ;;
    '--accept-from') takes=('peer') ;;
  esac ;; esac
  case $1 in store | move | commit | doctor | serve) case $2 in
    '--bind') takes=('nothing') ;;
  esac ;; esac
  case $1 in store | move | commit | doctor) case $2 in
    '--max-associations' | '--idle-timeout') takes=('nothing') ;;
  esac ;; esac
  case $1 in store | move | get) case $2 in
    '--retry') takes=('nothing') ;;
  esac ;; esac
  case $1 in store | find | move | get) case $2 in
    '--priority') takes=('=low,medium,high') ;;
  esac ;; esac
  case $1 in find | move | get) case $2 in
    '-k' | '--key') takes=('key') ;;
    '--store-query') takes=('file') ;;
  esac ;; esac
  case $1 in find | move | get | peers) case $2 in
    '--charset') takes=('charset') ;;
  esac ;; esac
  case $1 in find) case $2 in
    '--limit' | '--cancel' | '--max-matches' | '--cap') takes=('nothing') ;;
    '--assume-charset') takes=('charset') ;;
    '--expand') takes=('=series,image') ;;
    '--extract') takes=('folder') ;;
    '--columns' | '--sort') takes=('keywords') ;;
  esac ;; esac
  case $1 in find | history) case $2 in
    '--format') takes=('=table,text,json,jsonl,csv') ;;
  esac ;; esac
  case $1 in move | get) case $2 in
    '--split') takes=('=study,series,image') ;;
    '--missing' | '--only') takes=('file') ;;
    '-o' | '-od' | '--output' | '--output-directory') takes=('folder') ;;
    '--file-names') takes=('=uid,dcmtk,plain') ;;
    '--name' | '--max-objects' | '--max-bytes') takes=('nothing') ;;
    '--on-exists') takes=('=keep,overwrite,skip,error') ;;
  esac ;; esac
  case $1 in move) case $2 in
    '-aem' | '--move') takes=('nothing') ;;
  esac ;; esac
  case $1 in doctor) case $2 in
    '--move-test') takes=('key') ;;
  esac ;; esac
  case $1 in peers) case $2 in
    '--model') takes=('=patientroot,studyroot,psonly') ;;
    '--password-env') takes=('nothing') ;;
    '--format') takes=('=table,text,json,csv') ;;
  esac ;; esac
  case $1 in history) case $2 in
    '-n' | '--last' | '--since') takes=('nothing') ;;
  esac ;; esac
  case $1 in serve) case $2 in
    '--peer') takes=('nothing') ;;
  esac ;; esac
}

# What the words of the verb $1 are; the last stands for all that follow.
_scu_words() {
  case $1 in
    scu) takes=('verb' 'nothing') ;;
    echo | doctor) takes=('peer' 'nothing') ;;
    store | find | move | get | commit) takes=('host' 'file') ;;
    explain) takes=('code') ;;
    peers) takes=('=list,show,add,remove,test' 'peer') ;;
    history | demo) takes=('nothing') ;;
    serve) takes=('folder' 'nothing') ;;
    completion) takes=('=bash,zsh,fish' 'nothing') ;;
    gdcmscu | getscu | echoscu | storescu | findscu | movescu | dcmsend) takes=('file') ;;
    *) takes=(nothing) ;;
  esac
}

# The words that a value of kind $1 may be.
_scu_list() {
  case $1 in
    charset) list=(
    'GB18030' 'GBK' 'ISO_IR 100' 'ISO_IR 101' 'ISO_IR 109' 'ISO_IR 110' 'ISO_IR 126' 'ISO_IR 127' 'ISO_IR 13'
    'ISO_IR 138' 'ISO_IR 144' 'ISO_IR 148' 'ISO_IR 166' 'ISO_IR 192' 'ISO_IR 203' 'ISO_IR 6'
    ) ;;
    code) list=(
    'unresolved' 'ECONNREFUSED' 'ETIMEDOUT' 'EHOSTUNREACH' 'ECONNRESET' 'timeout' 'EADDRINUSE' 'EACCES' 'tls'
    'rejected' 'abort' 'context' 'A700' 'A900' 'C210' 'C211' 'C000' 'B000' 'B006' 'B007' 'A710' 'C310' 'C311' 'B001'
    'FF00' 'FF01' 'A801' 'A701' 'A702' 'AA00' 'AA01' 'AA02' 'AA03' 'AA04' 'C410' 'C510' '0000' '0105' '0106' '0107'
    '0110' '0111' '0112' '0113' '0114' '0115' '0116' '0117' '0118' '0119' '0120' '0121' '0122' '0123' '0124' '0210'
    '0211' '0212' '0213' 'FE00'
    ) ;;
    level) list=(
    'fatal' 'error' 'warn' 'info' 'debug' 'trace'
    ) ;;
    syntax) list=(
    'implicit' 'implicit-le' 'explicit' 'explicit-le' 'explicit-be' 'deflated-le' 'j2k' 'jls' 'uncompr' 'little' 'big'
    'deflated' 'j2k-lossless' 'jls-lossless' 'rle'
    ) ;;
    transcode) list=(
    'auto' 'uncompressed' 'never' 'always'
    ) ;;
    *) list=() ;;
  esac
}

_scu_keywords=(
    AITDeviceType ALinePixelSpacing ALineRate ALinesPerFrame ASLBolusCutoffDelayTime ASLBolusCutoffFlag
    ASLBolusCutoffTechnique ASLBolusCutoffTimingSequence ASLContext ASLCrusherDescription ASLCrusherFlag
    ASLCrusherFlowLimit ASLMidSlabPosition ASLPulseTrainDuration ASLSlabNumber ASLSlabOrientation ASLSlabSequence
    ASLSlabThickness ASLTechniqueDescription ATDAbilityAssessment ATDAssessmentFlag ATDAssessmentProbability
    ATDAssessmentSequence AbortFlag AbortReason AbsoluteChannelDisplayScale AbsoluteDosimetricObjectiveFlag
    AbsorbedDoseToMetersetRatio AbstractPriorCodeSequence AbstractPriorValue Acceleration AccessionNumber
    AccessoryCode AcousticCouplingMediumCodeSequence AcousticCouplingMediumFlag AcousticCouplingMediumSoundSpeed
    AcousticCouplingMediumTemperature AcquiredImageAreaDoseProduct AcquiredSoundpathLength AcquiredSubtractionMaskFlag
    AcquisitionComments AcquisitionCompressionType AcquisitionContextDescription AcquisitionContextSequence
    AcquisitionContrast AcquisitionDate AcquisitionDateTime AcquisitionDeviceProcessingCode
    AcquisitionDeviceProcessingDescription AcquisitionDeviceSequence AcquisitionDeviceTypeCodeSequence
    AcquisitionDuration AcquisitionEndLocationSequence AcquisitionFieldOfViewLabel AcquisitionIndex
    AcquisitionInitiationSequence AcquisitionMatrix AcquisitionMethod AcquisitionMethodAlgorithmSequence
    AcquisitionMethodCodeSequence AcquisitionMode AcquisitionMotion AcquisitionNumber AcquisitionProtocolDescription
    AcquisitionProtocolElementSequence AcquisitionProtocolElementSpecificationSequence AcquisitionProtocolName
    AcquisitionSampleSize AcquisitionSignalType AcquisitionStartCondition AcquisitionStartConditionData
    AcquisitionStartLocationSequence AcquisitionStatus AcquisitionSubtaskIndex AcquisitionSubtaskSequence
    AcquisitionTaskApplicabilitySequence AcquisitionTaskIndex AcquisitionTaskSequence
    AcquisitionTaskWorkitemCodeSequence AcquisitionTerminationCondition AcquisitionTerminationConditionData
    AcquisitionTime AcquisitionTimeSynchronized AcquisitionType AcquisitionUID AcquisitionsInSeries
    AcquisitionsInStudy AcrossScanSpatialResolution ActiveAperture ActiveImageAreaOverlayGroup ActiveSourceDiameter
    ActiveSourceLength ActualCardiacTriggerDelayTime ActualCardiacTriggerTimePriorToRPeak
    ActualEnvironmentalConditions ActualFrameDuration ActualHumanPerformersSequence ActualRespiratoryTriggerDelayTime
    AdaptiveMapFormat AddIntermediateSequence AddNearSequence AddOtherSequence AddPower AdditionalDrugSequence
    AdditionalInspectionMethodSequence AdditionalInspectionSelectionCriteria
    AdditionalParameterRecordingInstanceSequence AdditionalPatientHistory AdditionalRTAccessoryDeviceSequence
    AdditionalRTROIIdentificationCodeSequence AdditionalScreeningPerformed AddressTrial
    AdministrationRouteCodeSequence AdmissionID AdmittingDate AdmittingDiagnosesCodeSequence
    AdmittingDiagnosesDescription AdmittingTime AdvancedBlendingSequence AfterloaderChannelID
    AgeCorrectedSensitivityDeviationAlgorithmSequence AgeCorrectedSensitivityDeviationProbabilityValue
    AgeCorrectedSensitivityDeviationValue AirCounts AlarmDecision AlarmDecisionTime AlgorithmCodeSequenceTrial
    AlgorithmDescription AlgorithmDescriptionTrial AlgorithmFamilyCodeSequence AlgorithmName AlgorithmNameCodeSequence
    AlgorithmParameters AlgorithmRoutingCodeSequence AlgorithmSource AlgorithmType AlgorithmVersion AliasedDataType
    Allergies AllowLossyCompression AllowMediaSplitting AlongScanSpatialResolution AlphaLUTTransferFunction
    AlphaPaletteColorLookupTableData AlphaPaletteColorLookupTableDescriptor AlternateBeamDose AlternateBeamDoseType
    AlternateContainerIdentifierSequence AlternateContentDescriptionSequence AlternateRepresentationSequence
    AlternateValueSequence AmbientLightValueSource AmbientReflectionIntensity AmplifierType
    AnalogFilterCharacteristicsSequence AnalogFilterRollOff AnalogFilterType AnalyzedArea
    AnatomicApproachDirectionCodeSequenceTrial AnatomicLocationOfExaminingInstrumentCodeSequenceTrial
    AnatomicLocationOfExaminingInstrumentDescriptionTrial AnatomicPerspectiveCodeSequenceTrial
    AnatomicPerspectiveDescriptionTrial AnatomicPortalOfEntranceCodeSequenceTrial AnatomicRegionModifierSequence
    AnatomicRegionSequence AnatomicRegionsInStudyCodeSequence AnatomicStructure AnatomicStructureReferencePoint
    AnatomicStructureSpaceOrRegionCodeSequenceTrial AnatomicStructureSpaceOrRegionModifierCodeSequenceTrial
    AnatomicStructureSpaceOrRegionSequence AnatomicalOrientationType AnchorPoint AnchorPointAnnotationUnits
    AnchorPointVisibility AngioFlag AngleNumber AngularPosition AngularStep AngularViewVector AnimationCurveSequence
    AnimationStepSize AnnotationAppliesToAllOpticalPaths AnnotationAppliesToAllZPlanes AnnotationClipping
    AnnotationContentSequence AnnotationCoordinateType AnnotationDisplayFormatID AnnotationFlag
    AnnotationGroupAlgorithmIdentificationSequence AnnotationGroupDescription AnnotationGroupGenerationType
    AnnotationGroupLabel AnnotationGroupNumber AnnotationGroupSequence AnnotationGroupUID AnnotationIndexList
    AnnotationPosition AnnotationPropertyCategoryCodeSequence AnnotationPropertyTypeCodeSequence
    AnnotationPropertyTypeModifierCodeSequence AnodeTargetMaterial AnomalyLocatorIndicator
    AnomalyLocatorIndicatorSequence AnteriorChamberDepth AnteriorChamberDepthDefinitionCodeSequence
    AnteriorChamberDepthSequence ApertureElevation ApertureValue ApexPosition ApplicableFrameRange
    ApplicableSafetyStandardAgency ApplicableSafetyStandardDescription ApplicationManufacturer
    ApplicationMaximumRepaintTime ApplicationName ApplicationSetupCheck ApplicationSetupManufacturer
    ApplicationSetupName ApplicationSetupNumber ApplicationSetupSequence ApplicationSetupType ApplicationVersion
    ApplicatorApertureShape ApplicatorDescription ApplicatorGeometrySequence ApplicatorID ApplicatorOpening
    ApplicatorOpeningX ApplicatorOpeningY ApplicatorSequence ApplicatorShapeReferencedROINumber ApplicatorType
    AppliedMaskSubtractionFlag ApprovalSequence ApprovalStatus ApprovalStatusDateTime ApprovalStatusFurtherDescription
    ApprovalSubjectSequence Arbitrary ArchiveRequested ArterialSpinLabelingContrast AscanRate
    AsserterIdentificationSequence AssertionCodeSequence AssertionComments AssertionDateTime
    AssertionExpirationDateTime AssertionUID AssessedAttributeValueSequence AssessedSOPInstanceSequence
    AssessmentLabel AssessmentObservationsSequence AssessmentRequesterSequence AssessmentSetID AssessmentSummary
    AssessmentSummaryDescription AssessmentTypeCodeSequence AssignedLocation AssigningAgencyOrDepartmentCodeSequence
    AssigningFacilitySequence AssigningJurisdictionCodeSequence AttachedContours AttenuationCorrected
    AttenuationCorrectionMethod AttenuationCorrectionSource AttenuationCorrectionTemporalRelationship
    AttributeItemSelector AttributeModificationDateTime AttributeOccurrencePointer AttributeOccurrencePrivateCreator
    AttributeOccurrenceSequence AttributeToleranceValuesSequence AuthorIdentificationSequence AuthorObserverSequence
    AuthorizationEquipmentCertificationNumber AutoKVPLowerBound AutoKVPSelectionType AutoKVPUpperBound
    AutorefractionLeftEyeSequence AutorefractionRightEyeSequence AutosequenceFlag AvailableTransferSyntaxUID
    AverageBeamDosePointDepth AverageBeamDosePointEquivalentDepth AverageBeamDosePointSSD
    AverageBeamDosePointSourceToExternalContourDistance AverageCornealPower AveragePulseWidth AxialAcceptance
    AxialDetectorDimension AxialLengthOfTheEye AxialMash AxialPower AxialResolution AxisOfRotation B1rms
    BackgroundColor BackgroundIlluminationColorCodeSequence BackgroundLuminance BadPixelImage BarcodeSymbology
    BarcodeValue BaselineCorrection BasicColorImageSequence BasicGrayscaleImageSequence BasisMaterialsCodeSequence
    BasisRTTreatmentPhaseIndex BatteryLevel BeamAngle BeamAreaLimitSequence BeamCurrentModulationID
    BeamDeliveryDurationLimit BeamDescription BeamDose BeamDoseMeaning BeamDosePointDepth BeamDosePointEquivalentDepth
    BeamDosePointSSD BeamDosePointSourceToExternalContourDistance BeamDoseSpecificationPoint BeamDoseType
    BeamDoseVerificationControlPointSequence BeamHardeningCorrectionTechnique BeamHoldOriginatingDeviceSequence
    BeamHoldTransition BeamHoldTransitionDateTime BeamHoldTransitionTriggerSource BeamLimitingDeviceAngle
    BeamLimitingDeviceAngleTolerance BeamLimitingDeviceLeafPairsSequence BeamLimitingDevicePositionSequence
    BeamLimitingDevicePositionTolerance BeamLimitingDeviceRotationDirection BeamLimitingDeviceSequence
    BeamLimitingDeviceToleranceSequence BeamMeterset BeamModifierCoordinatesPresenceFlag BeamModifierOrientationAngle
    BeamName BeamNumber BeamOrderIndex BeamOrderIndexTrial BeamSequence BeamSpotSize BeamStopperPosition
    BeamTaskSequence BeamTaskType BeamType BeatRejectionFlag BeltHeight BiPlaneAcquisitionSequence
    BibliographicCitationTrial BillingItemSequence BillingProcedureStepSequence BillingSuppliesAndDevicesSequence
    BiopsyTargetSequence BitsAllocated BitsGrouped BitsMappedToColorLookupTable BitsStored
    BlendingDisplayInputSequence BlendingDisplaySequence BlendingInputNumber BlendingLUT1Sequence
    BlendingLUT1TransferFunction BlendingLUT2Sequence BlendingLUT2TransferFunction BlendingLookupTableData
    BlendingLookupTableDescriptor BlendingMode BlendingOperationType BlendingPosition BlendingSequence
    BlendingWeightConstant BlindSpotLocalized BlindSpotXCoordinate BlindSpotYCoordinate BlockColumns BlockData
    BlockDefinitionSequence BlockDivergence BlockEdgeData BlockEdgeDataSequence BlockIdentifyingInformationStatus
    BlockMountingPosition BlockName BlockNumber BlockNumberOfPoints BlockOrientation BlockRows BlockSequence
    BlockSlabNumber BlockSlabSequence BlockSlabThickness BlockThickness BlockTransmission BlockTrayID BlockType
    BlockedPixels BloodSignalNulling BluePaletteColorLookupTableData BluePaletteColorLookupTableDescriptor
    BoardingPassID BodyPartExamined BodyPartThickness Bold BolusDefinitionSequence BolusDescription BolusID
    BoneThermalIndex BorderDensity BottomRightHandCornerOfLocalizerArea BoundingBoxAnnotationUnits
    BoundingBoxBottomRightHandCorner BoundingBoxCrop BoundingBoxTextHorizontalJustification
    BoundingBoxTopLeftHandCorner BoundingPolygon BoundingRectangle BrachyAccessoryDeviceID BrachyAccessoryDeviceName
    BrachyAccessoryDeviceNominalThickness BrachyAccessoryDeviceNominalTransmission BrachyAccessoryDeviceNumber
    BrachyAccessoryDeviceSequence BrachyAccessoryDeviceType BrachyApplicationSetupDose
    BrachyApplicationSetupDoseSpecificationPoint BrachyControlPointDeliveredSequence BrachyControlPointSequence
    BrachyPulseControlPointDeliveredSequence BrachyReferencedDoseReferenceSequence BrachyTaskSequence
    BrachyTreatmentTechnique BrachyTreatmentType BrachytherapySourceType BranchOfService BreastImplantPresent
    BreastSupportIsocenterPrimaryAngle BreastSupportIsocenterSecondaryAngle BreastSupportXPositionToIsocenter
    BreastSupportYPositionToIsocenter BreastSupportZPositionToIsocenter BreedRegistrationNumber
    BreedRegistrationSequence BreedRegistryCodeSequence BridgeResistors BrightnessValue BscanCycleTime
    BscanCycleTimeVector BscanRate BscanSlabThickness BulkMotionCompensationTechnique BulkMotionSignalSource
    BulkMotionStatus BurnedInAnnotation CADFileFormat CArmPhotonElectronControlPointSequence
    CArmPositionerTabletopRelationship CIExyWhitePoint CSSFontName CTAcquisitionDetailsSequence
    CTAcquisitionTypeSequence CTAdditionalXRaySourceSequence CTDIPhantomTypeCodeSequence CTDIvol
    CTDIvolNotificationTrigger CTExposureSequence CTGeometrySequence CTImageFrameTypeSequence
    CTImagingAcquisitionParameterSequence CTPositionSequence CTReconstructionSequence CTTableDynamicsSequence
    CTXRayDetailsSequence CalciumScoringMassFactorDevice CalciumScoringMassFactorPatient CalculatedAnatomyThickness
    CalculatedDoseReferenceDescription CalculatedDoseReferenceDoseValue CalculatedDoseReferenceNumber
    CalculatedDoseReferenceSequence CalculatedFrameList CalculatedTargetPosition CalculationComment
    CalculationCommentSequence CalculationCommentType CalibrationDataSequence CalibrationDate CalibrationDateTime
    CalibrationImage CalibrationNotes CalibrationProcedure CalibrationReferencePointDepth CalibrationSequence
    CalibrationSettingsSequence CalibrationTime CameraAngleOfView CameraElevationAngle CameraOwnerName
    CameraPositionGroupSequence CardiacBeatRejectionTechnique CardiacCyclePosition CardiacFramingType
    CardiacNumberOfImages CardiacRRIntervalSpecified CardiacSignalSource CardiacSynchronizationSequence
    CardiacSynchronizationTechnique CarrierID CarrierIDAssigningAuthority CassetteID CassetteOrientation CassetteSize
    CatchTrialsDataFlag CatheterDirectionOfRotation CatheterRotationalRate CellValuesSequence CenterFrequency
    CenterOfCircularCollimator CenterOfCircularExposureControlSensingRegion CenterOfCircularOutline
    CenterOfCircularShutter CenterOfMass CenterOfPTO CenterOfRotation CenterOfRotationOffset CertificateOfSigner
    CertificateType CertifiedTimestamp CertifiedTimestampType ChairHeadFramePosition ChairHeadFramePositionTolerance
    ChannelBaseline ChannelDefinitionSequence ChannelDeliveryContinuationSequence ChannelDeliveryOrderIndex
    ChannelDeliveryOrderSequence ChannelDerivationDescription ChannelDescriptionCodeSequence ChannelDisplaySequence
    ChannelEffectiveLength ChannelIdentificationCode ChannelImpedanceSequence ChannelInnerLength ChannelLabel
    ChannelLength ChannelMaximumValue ChannelMinimumValue ChannelMode ChannelNumber ChannelOffset ChannelOverlap
    ChannelPosition ChannelRecommendedDisplayCIELabValue ChannelSampleSkew ChannelSensitivity
    ChannelSensitivityCorrectionFactor ChannelSensitivityUnitsSequence ChannelSequence ChannelSettingsSequence
    ChannelShieldID ChannelShieldName ChannelShieldNominalThickness ChannelShieldNominalTransmission
    ChannelShieldNumber ChannelShieldSequence ChannelSourceModifiersSequence ChannelSourceSequence ChannelStatus
    ChannelThreshold ChannelTimeSkew ChannelTotalTime ChannelWidth ChemicalShiftMaximumIntegrationLimitInHz
    ChemicalShiftMaximumIntegrationLimitInppm ChemicalShiftMinimumIntegrationLimitInHz
    ChemicalShiftMinimumIntegrationLimitInppm ChemicalShiftReference ChemicalShiftSequence CineRate
    CineRelativeToRealTime ClinicalFractionNumber ClinicalTrialCoordinatingCenterName
    ClinicalTrialProtocolEthicsCommitteeApprovalNumber ClinicalTrialProtocolEthicsCommitteeName
    ClinicalTrialProtocolID ClinicalTrialProtocolName ClinicalTrialSeriesDescription ClinicalTrialSeriesID
    ClinicalTrialSiteID ClinicalTrialSiteName ClinicalTrialSponsorName ClinicalTrialSubjectID
    ClinicalTrialSubjectReadingID ClinicalTrialTimePointDescription ClinicalTrialTimePointID
    ClinicalTrialTimePointTypeCodeSequence CoatingMaterialsCodeSequence CodeMeaning CodeNumberFormat CodeValue
    CodingSchemeDesignator CodingSchemeExternalID CodingSchemeIdentificationSequence CodingSchemeName
    CodingSchemeRegistry CodingSchemeResourcesSequence CodingSchemeResponsibleOrganization CodingSchemeUID
    CodingSchemeURL CodingSchemeURLType CodingSchemeVersion CoefficientsSDDN CoefficientsSDHN CoefficientsSDVN
    CoincidenceWindowWidth CollationFlag CollimatorGridName CollimatorLeftVerticalEdge CollimatorLowerHorizontalEdge
    CollimatorRightVerticalEdge CollimatorShape CollimatorShapeSequence CollimatorType CollimatorUpperHorizontalEdge
    ColorFilterArrayPatternColumns ColorFilterArrayPatternRows ColorFilterArrayPatternValues ColorImagePrintingFlag
    ColorSpace ColumnAngulation ColumnAngulationPatient ColumnOverlap ColumnPositionInTotalImagePixelMatrix Columns
    CombinationSegmentReferenceSequence CommentsOnPatientPerformanceOfVisualField CommentsOnRadiationDose
    CommentsOnThePerformedProcedureStep CommentsOnTheScheduledProcedureStep CommonZCoordinateValue
    CompensatorBasePlaneOffset CompensatorColumnOffset CompensatorColumns CompensatorDefinitionSequence
    CompensatorDescription CompensatorDistalThicknessMap CompensatorDivergence CompensatorID CompensatorMapOrientation
    CompensatorMillingToolDiameter CompensatorMountingPosition CompensatorNumber CompensatorPixelSpacing
    CompensatorPosition CompensatorProximalThicknessMap CompensatorRelativeStoppingPowerRatio CompensatorRows
    CompensatorSequence CompensatorShapeFabricationCodeSequence CompensatorShapeSequence CompensatorThicknessData
    CompensatorTransmissionData CompensatorTrayID CompensatorType CompletionFlag CompletionFlagDescription
    ComplexImageComponent Component1ReferencedID Component1ReferencedMatingFeatureID
    Component1ReferencedMatingFeatureSetID Component2ReferencedID Component2ReferencedMatingFeatureID
    Component2ReferencedMatingFeatureSetID ComponentAssemblySequence ComponentID ComponentInputSequence
    ComponentManufacturer ComponentManufacturingProcedure ComponentReferenceSystem ComponentSequence ComponentShape
    ComponentType ComponentTypeCodeSequence ComponentTypesSequence ComponentWelderIDs CompositingMethod
    CompoundGraphicInstanceID CompoundGraphicSequence CompoundGraphicType CompoundGraphicUnits CompressionCode
    CompressionContactArea CompressionDescription CompressionForce CompressionLabel CompressionOriginator
    CompressionPressure CompressionRecognitionCode CompressionSequence CompressionStepPointers
    ConcatenationFrameOffsetNumber ConcatenationUID ConceptCodeSequence ConceptNameCodeSequence
    ConceptualVolumeBlockingConstraint ConceptualVolumeCategoryCodeSequence ConceptualVolumeCombinationDescription
    ConceptualVolumeCombinationExpression ConceptualVolumeCombinationFlag ConceptualVolumeConstituentIndex
    ConceptualVolumeConstituentSegmentationReferenceSequence ConceptualVolumeConstituentSequence
    ConceptualVolumeDerivationAlgorithmSequence ConceptualVolumeDescription ConceptualVolumeIdentificationSequence
    ConceptualVolumeOptimizationPrecedence ConceptualVolumeSegmentationDefinedFlag
    ConceptualVolumeSegmentationReferenceSequence ConceptualVolumeSequence ConceptualVolumeTypeCodeSequence
    ConceptualVolumeTypeModifierCodeSequence ConceptualVolumeUID CondenserLensPower ConfidentialityCode
    ConfidentialityConstraintOnPatientDataDescription ConfigurationDescription ConfigurationID
    ConfigurationInformation ConfigurationInformationDescription ConfigurationName ConfigurationQAResultsSequence
    ConfirmationSequence ConfocalMicroscopyImageFrameTypeSequence ConfocalMode ConnectorType
    ConsentForClinicalTrialUseSequence ConsentForDistributionFlag ConstantVolumeFlag ConstituentConceptualVolumeUID
    ConstraintType ConstraintValueSequence ConstraintViolationCondition ConstraintViolationSignificance
    ConstraintWeight ConsultingPhysicianIdentificationSequence ConsultingPhysicianName ContactDisplayName
    ContactMethod ContactURI ContainerComponentDescription ContainerComponentDiameter ContainerComponentID
    ContainerComponentLength ContainerComponentMaterial ContainerComponentSequence ContainerComponentThickness
    ContainerComponentTypeCodeSequence ContainerComponentWidth ContainerDescription ContainerFileType
    ContainerIdentifier ContainerTypeCodeSequence ContentCreatorIdentificationCodeSequence ContentCreatorName
    ContentDate ContentDescription ContentItemModifierSequence ContentLabel ContentQualification ContentSequence
    ContentTemplateSequence ContentTime ContextGroupExtensionCreatorUID ContextGroupExtensionFlag
    ContextGroupIdentificationSequence ContextGroupLocalVersion ContextGroupVersion ContextIdentifier ContextUID
    ContinuationEndMeterset ContinuationEndTotalReferenceAirKerma ContinuationPulseNumber ContinuationStartMeterset
    ContinuationStartTotalReferenceAirKerma ContinuityOfContent ContourData ContourGeometricType ContourImageSequence
    ContourNumber ContourOffsetVector ContourSequence ContourSlabThickness ContourUncertaintyRadius
    ContraindicationsCodeSequence Contrast ContrastAdministrationProfileSequence
    ContrastBolusAdministrationRouteSequence ContrastBolusAgent ContrastBolusAgentAdministered
    ContrastBolusAgentDetected ContrastBolusAgentNumber ContrastBolusAgentPhase ContrastBolusAgentSequence
    ContrastBolusAutoInjectionTriggerFlag ContrastBolusIngredient ContrastBolusIngredientCodeSequence
    ContrastBolusIngredientConcentration ContrastBolusIngredientOpaque ContrastBolusIngredientPercentByVolume
    ContrastBolusInjectionDelay ContrastBolusRoute ContrastBolusStartTime ContrastBolusStopTime
    ContrastBolusT1Relaxivity ContrastBolusTotalDose ContrastBolusUsageSequence ContrastBolusVolume
    ContrastFlowDuration ContrastFlowRate ContrastFrameAveraging ContributingEquipmentSequence
    ContributingSOPInstancesReferenceSequence ContributingSourcesSequence ContributionDateTime ContributionDescription
    ControlPoint3DPosition ControlPointDeliverySequence ControlPointIndex ControlPointOrientation
    ControlPointRelativePosition ControlPointSequence ConventionalControlPointVerificationSequence
    ConventionalMachineVerificationSequence ConversionSourceAttributesSequence ConversionType ConvolutionKernel
    ConvolutionKernelGroup CoordinateSystemAxesSequence CoordinateSystemAxisCodeSequence
    CoordinateSystemAxisDescription CoordinateSystemAxisNumber CoordinateSystemAxisType CoordinateSystemAxisUnits
    CoordinateSystemAxisValues CoordinateSystemDataSetMapping CoordinateSystemNumberOfAxes
    CoordinateSystemTransformRotationAndScaleMatrix CoordinateSystemTransformSequence
    CoordinateSystemTransformTranslationMatrix CoordinatesSetGeometricTypeTrial CorneaMeasurementMethodCodeSequence
    CorneaMeasurementsSequence CornealAxis CornealEccentricityIndex CornealISValue CornealPointEstimated
    CornealPointLocation CornealPower CornealSize CornealSizeSequence CornealTopographyMapQualityEvaluation
    CornealTopographyMapTypeCodeSequence CornealTopographyMappingNormalsSequence CornealTopographySurface
    CornealVertexLocation CornealWavefront CorrectedImage CorrectedLocalizedDeviationFromNormal
    CorrectedLocalizedDeviationFromNormalCalculated CorrectedLocalizedDeviationFromNormalProbability
    CorrectedLocalizedDeviationFromNormalProbabilityCalculated CorrectedParameterSequence CorrectionValue
    CountLossNormalizationCorrected CountRate CountryOfResidence CountsAccumulated CountsIncluded CountsSource
    CouplingMedium CouplingTechnique CouplingVelocity CoverageOfKSpace CranialThermalIndex CreationDate CreationTime
    CreatorVersionUID Crop CroppingSpecificationIndex CroppingSpecificationNumber CumulativeDoseReferenceCoefficient
    CumulativeDoseToDoseReference CumulativeMeterset CumulativeMetersetWeight CumulativeTimeWeight
    CurrentConfigurationID CurrentFractionNumber CurrentObserverTrial CurrentPatientLocation
    CurrentRequestedProcedureEvidenceSequence CurrentTreatmentStatus CurvatureType CurveDate CurveNumber CurveTime
    CustodialOrganizationSequence CustomRendered CylinderAxis CylinderLensPower CylinderPower CylinderSequence
    DACAmplitude DACGainPoints DACSequence DACTimePoints DACType DCTLabel DDLValue DICOMMediaRetrievalSequence
    DICOMRetrievalSequence DICOMStorageSequence DICOSVersion DLPNotificationTrigger DVHData DVHDoseScaling
    DVHMaximumDose DVHMeanDose DVHMinimumDose DVHNormalizationDoseValue DVHNormalizationPoint DVHNumberOfBins
    DVHROIContributionType DVHReferencedROISequence DVHSequence DVHType DVHVolumeUnits Damping DarkCurrentCounts
    DarkCurrentSequence DataBlock DataBlockDescription DataCollectionCenterPatient DataCollectionDiameter DataElement
    DataElementConditionality DataElementDescription DataElementLabelItemSequence DataElementLabelSequence
    DataElementMaximumCharacters DataElementMinimumCharacters DataElementName DataElementsSigned
    DataFrameAssignmentSequence DataInformationSequence DataObservationSequence DataPathAssignment DataPathID
    DataPointColumns DataPointRows DataRepresentation DataSetDescription DataSetName DataSetSource DataSetSubtype
    DataSetTrailingPadding DataSetType DataSetVersion DataType Date DateOfDocumentOrVerbalTransactionTrial
    DateOfGainCalibration DateOfInstallation DateOfLastCalibration DateOfLastDetectorCalibration DateOfManufacture
    DateOfSecondaryCapture DateTime DateTimeOfLastCalibration DeadTimeCorrected DeadTimeCorrectionFlag DeadTimeFactor
    DecayCorrected DecayCorrection DecayCorrectionDateTime DecayFactor DecimalPotentialVisualAcuity
    DecimalVisualAcuity DecimateCropResult DecompositionAlgorithmIdentificationSequence DecompositionDescription
    DecompositionMaterialSequence DecompositionMethod DecoupledNucleus Decoupling DecouplingChemicalShiftReference
    DecouplingFrequency DecouplingMethod DefaultMagnificationType DefaultPrinterResolutionID DefaultSmoothingType
    DefinitionSourceSequence DeformableRegistrationGridSequence DeformableRegistrationSequence DegreeOfDilation
    DegreeOfFreedomID DegreeOfFreedomType DeidentificationAction DeidentificationActionSequence DeidentificationMethod
    DeidentificationMethodCodeSequence DelayLawIdentifier DeletionLock DelineatedRadiationFieldSize
    DeliveredChannelTotalTime DeliveredDepthDoseParametersSequence DeliveredDistalDepth DeliveredDistalDepthFraction
    DeliveredMeterset DeliveredNominalRangeModulatedRegionDepths DeliveredNominalRangeModulationFractions
    DeliveredNumberOfPulses DeliveredPrimaryMeterset DeliveredPulseRepetitionInterval DeliveredReferenceDoseDefinition
    DeliveredSecondaryMeterset DeliveredTreatmentTime DeliveryMaximumDose DeliveryRate DeliveryRateUnitSequence
    DeliveryTimeStructureCodeSequence DeliveryVerificationImageSequence DeliveryWarningDose Density
    DepthDoseParametersSequence DepthOfScanField DepthOfTransverseImage DepthSpatialResolution DepthValueAveragingFlag
    DepthsOfFocus DerivationAlgorithmSequence DerivationCodeSequence DerivationConceptualVolumeSequence
    DerivationDescription DerivationImageSequence DerivationImplantAssemblyTemplateSequence
    DerivationImplantTemplateSequence DestinationAE DetailsOfCoefficients DetectorActivationOffsetFromExposure
    DetectorActiveAreaOrientation DetectorActiveAreaTLHCPosition DetectorActiveDimensions DetectorActiveOrigin
    DetectorActiveShape DetectorActiveTime DetectorBinning DetectorCalibrationData DetectorConditionsNominalFlag
    DetectorConfiguration DetectorDescription DetectorElementPhysicalSize DetectorElementSize DetectorElementSpacing
    DetectorGeometry DetectorGeometrySequence DetectorID DetectorInformationSequence DetectorIsocenterPrimaryAngle
    DetectorIsocenterSecondaryAngle DetectorLinesOfResponseUsed DetectorManufacturerModelName DetectorManufacturerName
    DetectorMode DetectorNormalizationCorrection DetectorPositionSequence DetectorPositioningType DetectorPrimaryAngle
    DetectorSecondaryAngle DetectorTemperature DetectorTemperatureSequence DetectorTimeSinceLastExposure DetectorType
    DetectorVector DetectorXPositionToIsocenter DetectorYPositionToIsocenter DetectorZPositionToIsocenter
    DeviationIndex DeviceAlternateIdentifier DeviceAlternateIdentifierFormat DeviceAlternateIdentifierType
    DeviceDescription DeviceDiameter DeviceDiameterUnits DeviceID DeviceIndex DeviceLabel DeviceLength
    DeviceMotionControlSequence DeviceMotionExecutionMode DeviceMotionObservationMode
    DeviceMotionParameterCodeSequence DeviceOrderIndex DevicePositionParameterSequence
    DevicePositionToEquipmentMappingMatrix DeviceSequence DeviceSerialNumber DeviceSettingDescription
    DeviceSpecificAcquisitionParameterSequence DeviceTypeCodeSequence DeviceUID DeviceVolume DiameterOfCircularOutline
    DiameterOfVisibility DiaphragmPosition DiffuseReflectionIntensity DiffusionAcquisitionCodeSequence
    DiffusionAnisotropyType DiffusionBMatrixSequence DiffusionBValue DiffusionBValueXX DiffusionBValueXY
    DiffusionBValueXZ DiffusionBValueYY DiffusionBValueYZ DiffusionBValueZZ DiffusionDirectionality
    DiffusionGradientDirectionSequence DiffusionGradientOrientation DiffusionModelCodeSequence
    DigitalFilterCharacteristicsSequence DigitalFilterOrder DigitalFilterTypeCodeSequence DigitalImageFormatAcquired
    DigitalSignatureDateTime DigitalSignaturePurposeCodeSequence DigitalSignatureUID DigitalSignaturesSequence
    DigitalZoomRatio DigitizingDeviceTransportDirection DimensionDescriptionLabel DimensionIndexPointer
    DimensionIndexPrivateCreator DimensionIndexSequence DimensionIndexValues DimensionOrganizationSequence
    DimensionOrganizationType DimensionOrganizationUID DirectSegmentReferenceSequence DischargeDate
    DischargeDiagnosisCodeSequence DischargeDiagnosisDescription DischargeTime DisplacementMatrix
    DisplacementReferenceLabel DisplacementReferenceLocationCodeSequence DisplayCalibrationResultSequence
    DisplayDeviceTypeCodeSequence DisplayEnvironmentSpatialPosition DisplayFilterPercentage DisplayFunctionType
    DisplaySetHorizontalJustification DisplaySetLabel DisplaySetNumber DisplaySetPatientOrientation
    DisplaySetPresentationGroup DisplaySetPresentationGroupDescription DisplaySetScrollingGroup
    DisplaySetVerticalJustification DisplaySetsSequence DisplayShadingFlag DisplaySubsystemConfigurationSequence
    DisplaySubsystemDescription DisplaySubsystemID DisplaySubsystemName DisplaySubsystemQAResultsSequence
    DisplaySubsystemSequence DisplayWindowLabelVector DisplayedAreaBottomRightHandCorner
    DisplayedAreaBottomRightHandCornerTrial DisplayedAreaSelectionSequence DisplayedAreaTopLeftHandCorner
    DisplayedAreaTopLeftHandCornerTrial DisplayedZValue DistalDepth DistalDepthFraction DistanceBetweenBscanSlabs
    DistanceBetweenFocalPlanes DistanceObjectToTableTop DistancePupillaryDistance
    DistanceReceptorPlaneToDetectorHousing DistanceSourceToDataCollectionCenter DistanceSourceToDetector
    DistanceSourceToEntrance DistanceSourceToIsocenter DistanceSourceToPatient DistanceSourceToSupport
    DistributionAddress DistributionName DistributionType DocumentAuthorIdentifierCodeSequenceTrial
    DocumentAuthorTrial DocumentClassCodeSequence DocumentIdentifierCodeSequenceTrial DocumentTitle
    DocumentingObserverIdentifierCodeSequenceTrial DocumentingOrganizationIdentifierCodeSequenceTrial
    DopplerCorrectionAngle DopplerSampleVolumeXPosition DopplerSampleVolumeXPositionRetired
    DopplerSampleVolumeYPosition DopplerSampleVolumeYPositionRetired DoseCalibrationConditionsSequence
    DoseCalibrationConditionsVerifiedFlag DoseCalibrationFactor DoseComment DoseGridScaling
    DoseMeasurementDeviceCodeSequence DoseModeName DoseRateDelivered DoseRateSet DoseReferenceDescription
    DoseReferenceNumber DoseReferencePointCoordinates DoseReferenceSequence DoseReferenceStructureType
    DoseReferenceType DoseReferenceUID DoseSummationType DoseType DoseUnits DoseValue DoseValueInterpretation
    DoseValuePurpose DoseValuesSequence DosimetricObjectiveEvaluationScope DosimetricObjectiveParameterSequence
    DosimetricObjectivePurpose DosimetricObjectiveSequence DosimetricObjectiveTypeCodeSequence DosimetricObjectiveUID
    DosimetricObjectiveWeight DoubleExposureFieldDelta DoubleExposureFieldDeltaTrial DoubleExposureFlag
    DoubleExposureMeterset DoubleExposureMetersetTrial DoubleExposureOrdering DoubleFloatPixelData
    DoubleFloatPixelPaddingRangeLimit DoubleFloatPixelPaddingValue DoubleFloatRealWorldValueFirstValueMapped
    DoubleFloatRealWorldValueLastValueMapped DoublePointCoordinatesData DriveProbeSequence DriveType DynamicRange
    EXIFVersion EchoNumbers EchoPeakPosition EchoPlanarPulseSequence EchoPulseSequence EchoTime EchoTrainLength
    EdgePointIndexList EffectiveBinEnergy EffectiveDateTime EffectiveDoseCalculationMethodCategoryCodeSequence
    EffectiveDoseCalculationMethodCodeSequence EffectiveDoseCalculationMethodDescription EffectiveDuration
    EffectiveEchoTime EffectiveRefractiveIndex EffectiveWedgeAngle ElementDimensionA ElementDimensionB ElementPitchA
    ElementPitchB ElementShape EmitterColorTemperature EmmetropicMagnification EmptyImageBoxCIELabValue
    EmptyImageDensity EmptyValueMatchingSequence EncapsulatedDocument EncapsulatedDocumentLength
    EncapsulatedPixelDataValueTotalLength EncryptedAttributesSequence EncryptedContent
    EncryptedContentTransferSyntaxUID EndAcquisitionDateTime EndCumulativeMetersetWeight EndCumulativeTimeWeight
    EndMeterset EndingRespiratoryAmplitude EndingRespiratoryPhase EnergyDerivationCodeSequence EnergyUnitCodeSequence
    EnergyWeightingFactor EnergyWindowCenterline EnergyWindowInformationSequence EnergyWindowLowerLimit
    EnergyWindowName EnergyWindowNumber EnergyWindowRangeSequence EnergyWindowTotalWidth EnergyWindowUpperLimit
    EnergyWindowVector EnhancedPaletteColorLookupTableSequence EnhancedRTBeamLimitingDeviceDefinitionFlag
    EnhancedRTBeamLimitingDeviceSequence EnhancedRTBeamLimitingOpeningSequence EntityDescription EntityLabel
    EntityLongLabel EntityName EntranceDose EntranceDoseDerivation EntranceDoseInmGy EnvironmentalConditions
    EquipmentAdministratorSequence EquipmentCoordinateSystemIdentification EquipmentFrameOfReferenceDescription
    EquipmentFrameOfReferenceUID EquipmentModality EquipmentReferencePointCodeSequence
    EquipmentReferencePointCoordinatesSequence EquivalentCDADocumentSequence EquivalentCodeSequence
    EquivalentConceptualVolumeInstanceReferenceSequence EquivalentConceptualVolumesSequence EquivalentPupilRadius
    EstimatedDoseSaving EstimatedRadiographicMagnificationFactor EthicsCommitteeApprovalEffectivenessEndDate
    EthicsCommitteeApprovalEffectivenessStartDate EthnicGroup EthnicGroupCodeSequence EvaluationAttempt EvaluatorName
    EvaluatorNumber EvaluatorSequence EventCodeSequence EventElapsedTimes EventTimeOffset EventTimerNames
    EventTimerSequence ExaminedBodyThickness ExcessiveFalseNegatives ExcessiveFalseNegativesDataFlag
    ExcessiveFalsePositives ExcessiveFalsePositivesDataFlag ExcessiveFixationLosses ExcessiveFixationLossesDataFlag
    ExcitationEnergy ExcitationFrequency ExcitationPulseDuration ExcitationSpectralWidth ExcitationWavelength
    ExcitationWavelengthSequence ExcludedIntervalsSequence ExclusionDuration ExclusionStartDateTime
    ExclusiveComponentType ExecutionStatus ExecutionStatusInfo ExpectedCompletionDateTime
    ExpectedInVivoMeasurementValueIndex ExpectedInVivoMeasurementValuesSequence ExpirationDateTime ExpiryDate
    ExposedArea Exposure ExposureBiasValue ExposureControlMode ExposureControlModeDescription
    ExposureControlSensingRegionLeftVerticalEdge ExposureControlSensingRegionLowerHorizontalEdge
    ExposureControlSensingRegionRightVerticalEdge ExposureControlSensingRegionShape
    ExposureControlSensingRegionUpperHorizontalEdge ExposureControlSensingRegionsSequence ExposureDoseSequence
    ExposureIndex ExposureInmAs ExposureInuAs ExposureMode ExposureModulationType ExposureProgram ExposureSequence
    ExposureStatus ExposureTime ExposureTimeInSeconds ExposureTimeInms ExposureTimeInuS
    ExposuresOnDetectorSinceLastCalibration ExposuresOnDetectorSinceManufactured ExposuresOnPlate ExtendedCodeMeaning
    ExtendedCodeValue ExtendedDepthOfField ExtendedMatchingMechanisms ExtendedOffsetTable ExtendedOffsetTableLengths
    ExternalContourEntryPoint FNumber FacetSequence FailedAttributesSequence FailedSOPInstanceUIDList
    FailedSOPSequence FailedStudySequence FailureAttributes FailureReason FalseNegativesEstimate
    FalseNegativesEstimateFlag FalseNegativesQuantity FalsePositivesEstimate FalsePositivesEstimateFlag
    FalsePositivesQuantity FiducialDescription FiducialIdentifier FiducialIdentifierCodeSequence FiducialSequence
    FiducialSetSequence FiducialUID FiducialsPropertyCategoryCodeSequence FieldOfViewDescription FieldOfViewDimensions
    FieldOfViewDimensionsInFloat FieldOfViewHorizontalFlip FieldOfViewOrigin FieldOfViewRotation FieldOfViewSequence
    FieldOfViewShape FileAccessSequence FileAccessURI FileLengthInContainer FileOffsetInContainer
    FileSetAccessSequence FileSource FilenameInContainer FillMode FillPattern FillStyleSequence
    FillerOrderNumberImagingServiceRequest FillerOrderNumberImagingServiceRequestRetired FillerOrderNumberProcedure
    FilmBoxContentSequence FilmConsumptionSequence FilmDestination FilmOrientation FilmSessionLabel FilmSizeID
    FilterBeamPathLengthMaximum FilterBeamPathLengthMinimum FilterByAttributePresence FilterByCategory
    FilterByOperator FilterHighFrequency FilterHighFrequencyCharacteristicsSequence FilterLookupTableData
    FilterLookupTableDescription FilterLookupTableSequence FilterLowFrequency
    FilterLowFrequencyCharacteristicsSequence FilterMaterial FilterMaterialUsedInGainCalibration
    FilterOperationsSequence FilterThicknessMaximum FilterThicknessMinimum FilterThicknessUsedInGainCalibration
    FilterType FinalCumulativeMetersetWeight FinalCumulativeTimeWeight FindingsFlagTrial
    FindingsGroupRecordingDateTrial FindingsGroupRecordingTimeTrial FindingsGroupUIDTrial FindingsSequenceTrial
    FindingsSourceCategoryCodeSequenceTrial FiniteVolume FirstALineLocation FirstOrderPhaseCorrection
    FirstOrderPhaseCorrectionAngle FirstTreatmentDate FixationCheckedQuantity FixationDeviceDescription
    FixationDeviceLabel FixationDevicePitchAngle FixationDevicePosition FixationDeviceRollAngle FixationDeviceSequence
    FixationDeviceType FixationEye FixationLightAzimuthalAngle FixationLightAzimuthalAngleTolerance
    FixationLightPolarAngle FixationLightPolarAngleTolerance FixationMethodCodeSequence FixationMonitoringCodeSequence
    FixationSequence FixedRTBeamDelimiterDeviceSequence FlashEnergy FlashFiringStatus FlashFunctionPresent FlashMode
    FlashRedEyeMode FlashReturnStatus FlatCornealAxisSequence FlatKeratometricAxisSequence FlipAngle FloatPixelData
    FloatPixelPaddingRangeLimit FloatPixelPaddingValue FloatingPointValue FloatingPointValues FlowCompensation
    FlowCompensationDirection FlowIdentifier FlowIdentifierSequence FlowRTPSamplingRate FlowTransferSyntaxUID
    FluenceDataScale FluenceDataSource FluenceMapSequence FluenceMode FluenceModeID FluoroscopyFlag
    FluoroscopyLastImageHoldPersistenceFlag FluoroscopyPersistenceFlag FocalDistance FocalLength FocalLengthIn35mmFilm
    FocalSpots FocusDepth FocusMethod FolderAccessURI FontName FontNameType FovealPointNormativeDataFlag
    FovealPointProbabilityValue FovealSensitivity FovealSensitivityMeasured FractionBasedRelationshipIntervalAnchor
    FractionBasedRelationshipSequence FractionGroupDescription FractionGroupNumber FractionGroupSequence
    FractionGroupSummarySequence FractionGroupType FractionNumber FractionPattern FractionPatternSequence
    FractionStatusSummarySequence FractionalBandwidth FractionalChannelDisplayScale FractionationNotes
    FrameAcquisitionDateTime FrameAcquisitionDuration FrameAcquisitionNumber FrameAcquisitionSequence
    FrameAnatomySequence FrameComments FrameContentSequence FrameDelay FrameDetectorParametersSequence
    FrameDimensionPointer FrameDisplaySequence FrameDisplayShutterSequence FrameExtractionSequence
    FrameIncrementPointer FrameLabel FrameLabelVector FrameLaterality FrameNumbersOfInterest
    FrameOfInterestDescription FrameOfInterestType FrameOfReferenceRelationshipSequence
    FrameOfReferenceToDisplayedCoordinateSystemTransformationMatrix FrameOfReferenceTransformationComment
    FrameOfReferenceTransformationMatrix FrameOfReferenceTransformationMatrixType FrameOfReferenceTransformationType
    FrameOfReferenceUID FrameOriginTimestamp FramePixelDataPropertiesSequence FramePixelShiftSequence
    FramePrimaryAngleVector FrameReferenceDateTime FrameReferenceTime FrameSecondaryAngleVector FrameTime
    FrameTimeVector FrameType FrameUsefulnessGroupSequence FrameVOILUTSequence FrequencyCorrection
    FrequencyEncodingCodeSequence FunctionalGroupPointer FunctionalGroupPrivateCreator FunctionalMRSequence
    FunctionalSettlingPhaseFramesPresent FunctionalSyncPulse GPSAltitude GPSAltitudeRef GPSAreaInformation GPSDOP
    GPSDateStamp GPSDestBearing GPSDestBearingRef GPSDestDistance GPSDestDistanceRef GPSDestLatitude
    GPSDestLatitudeRef GPSDestLongitude GPSDestLongitudeRef GPSDifferential GPSImgDirection GPSImgDirectionRef
    GPSLatitude GPSLatitudeRef GPSLongitude GPSLongitudeRef GPSMapDatum GPSMeasureMode GPSProcessingMethod
    GPSSatellites GPSSpeed GPSSpeedRef GPSStatus GPSTimeStamp GPSTrack GPSTrackRef GPSVersionID GainControl
    GainCorrectionReferenceSequence GammaValue GantryAngle GantryAngleTolerance GantryDetectorSlew GantryDetectorTilt
    GantryID GantryMotionCorrected GantryPitchAngle GantryPitchAngleTolerance GantryPitchRotationDirection
    GantryRotationDirection GantryType GapLength GateSettingsSequence GateThreshold GatedInformationSequence
    GatingBeamHoldTransitionSequence GeneralAccessoryDefinitionSequence GeneralAccessoryDescription GeneralAccessoryID
    GeneralAccessoryNumber GeneralAccessorySequence GeneralAccessoryType GeneralMachineVerificationSequence
    GeneralMatchingSequence GeneralPurposePerformedProcedureStepStatus GeneralPurposeScheduledProcedureStepPriority
    GeneralPurposeScheduledProcedureStepStatus GeneralizedDefectCorrectedSensitivityDeviationFlag
    GeneralizedDefectCorrectedSensitivityDeviationProbabilityValue GeneralizedDefectCorrectedSensitivityDeviationValue
    GeneralizedDefectSensitivityDeviationAlgorithmSequence GeneratorID GeneratorPower GeneticModificationsCodeSequence
    GeneticModificationsDescription GeneticModificationsNomenclature GeneticModificationsSequence
    GeometricMaximumDistortion GeometricalProperties GeometryForDisplay GeometryOfKSpaceTraversal GlobalCrop
    GlobalCroppingSpecificationIndex GlobalDeviationFromNormal GlobalDeviationProbability
    GlobalDeviationProbabilityNormalsFlag GlobalDeviationProbabilitySequence GradientEchoTrainLength GradientOutput
    GradientOutputType GraphicAnnotationSequence GraphicAnnotationUnits GraphicCoordinatesDataSequence GraphicData
    GraphicDimensions GraphicFilled GraphicGroupDescription GraphicGroupID GraphicGroupLabel GraphicGroupSequence
    GraphicLayer GraphicLayerDescription GraphicLayerOrder GraphicLayerRecommendedDisplayCIELabValue
    GraphicLayerRecommendedDisplayGrayscaleValue GraphicLayerRecommendedDisplayRGBValue GraphicLayerSequence
    GraphicObjectSequence GraphicType GrayLookupTableData GrayLookupTableDescriptor GrayScale
    GreenPaletteColorLookupTableData GreenPaletteColorLookupTableDescriptor Grid GridAbsorbingMaterial GridAspectRatio
    GridDimensions GridFocalDistance GridFrameOffsetVector GridID GridPeriod GridPitch GridResolution
    GridSpacingMaterial GridThickness GroupOfPatientsIdentificationSequence HL7DocumentEffectiveTime
    HL7DocumentTypeCodeSequence HL7InstanceIdentifier HL7StructuredDocumentReferenceSequence HPGLContourPenNumber
    HPGLDocument HPGLDocumentID HPGLDocumentLabel HPGLDocumentScaling HPGLDocumentSequence HPGLPenDescription
    HPGLPenLabel HPGLPenNumber HPGLPenSequence HalfValueLayer HangingProtocolCreationDateTime HangingProtocolCreator
    HangingProtocolDefinitionSequence HangingProtocolDescription HangingProtocolLevel HangingProtocolName
    HangingProtocolUserGroupName HangingProtocolUserIdentificationCodeSequence HardcopyCreationDeviceID
    HardcopyDeviceManufacturer HardcopyDeviceManufacturerModelName HardcopyDeviceSoftwareVersion HeadFixationAngle
    HeadFixationAngleTolerance HeartRate HighBit HighDoseTechniqueType HighEnergyDetectors HighRRValue
    HistogramBinWidth HistogramData HistogramExplanation HistogramFirstBinValue HistogramLastBinValue
    HistogramNumberOfBins HistogramSequence HomeCommunityID HorizontalAlignment HorizontalFieldOfView
    HorizontalOffsetOfSensor HorizontalPrismBase HorizontalPrismPower HumanPerformerCodeSequence HumanPerformerName
    HumanPerformerOrganization Humidity ICCProfile IOLFormulaCodeSequence IOLFormulaDetail IOLManufacturer IOLPower
    IOLPowerForExactEmmetropia IOLPowerForExactTargetRefraction IOLPowerSequence ISOSpeed ISOSpeedLatitudeyyy
    ISOSpeedLatitudezzz IVUSAcquisition IVUSGatedRate IVUSPullbackRate IVUSPullbackStartFrameNumber
    IVUSPullbackStopFrameNumber IconImageSequence IdenticalDocumentsSequence IdentificationDescriptionTrial
    IdentifierCodeSequenceTrial IdentifierTypeCode IdentifyingComments IdentifyingPrivateElements Illumination
    IlluminationBandwidth IlluminationColorCodeSequence IlluminationPower IlluminationTranslationFlag
    IlluminationTypeCodeSequence IlluminationWaveLength IlluminatorTypeCodeSequence ImageAcquisitionDepth
    ImageAndFluoroscopyAreaDoseProduct ImageBoxContentSequence ImageBoxLargeScrollAmount ImageBoxLargeScrollType
    ImageBoxLayoutType ImageBoxNumber ImageBoxOverlapPriority ImageBoxPosition ImageBoxPresentationLUTFlag
    ImageBoxScrollDirection ImageBoxSmallScrollAmount ImageBoxSmallScrollType ImageBoxSynchronizationSequence
    ImageBoxTileHorizontalDimension ImageBoxTileVerticalDimension ImageBoxesSequence
    ImageCenterPointCoordinatesSequence ImageComments ImageDataTypeCodeSequence ImageDataTypeSequence ImageDimensions
    ImageDisplayFormat ImageFilter ImageFilterDescription ImageFilterDetailsSequence ImageFormat ImageGeometryType
    ImageHorizontalFlip ImageID ImageIndex ImageLaterality ImageLocation ImageOrientation ImageOrientationPatient
    ImageOrientationSlide ImageOrientationVolume ImageOverlayBoxContentSequence ImageOverlayFlag
    ImagePathFilterPassBand ImagePathFilterPassThroughWavelength ImagePathFilterTypeStackCodeSequence
    ImagePlanePixelSpacing ImagePosition ImagePositionPatient ImagePositionVolume ImagePresentationComments
    ImageProcessingApplied ImageQualityIndicatorMaterial ImageQualityIndicatorSize ImageQualityIndicatorType
    ImageReceptorPositionSequence ImageRotation ImageRotationRetired ImageScaleRepresentation ImageSetLabel
    ImageSetNumber ImageSetSelectorCategory ImageSetSelectorSequence ImageSetSelectorUsageFlag ImageSetsSequence
    ImageToEquipmentMappingMatrix ImageTransformationMatrix ImageTranslationVector ImageTriggerDelay ImageType
    ImageVolumeGeometry ImagedNucleus ImagedVolumeDepth ImagedVolumeHeight ImagedVolumeWidth ImagerPixelSpacing
    ImagesInAcquisition ImagesInSeries ImagesInStudy ImagingApertureSequence ImagingApertureSpecificationType
    ImagingDeviceLocationMatrixSequence ImagingDeviceLocationParameterSequence
    ImagingDeviceSpecificAcquisitionParameters ImagingEquipmentToTreatmentDeliveryDeviceRelationshipSequence
    ImagingFrequency ImagingServiceRequestComments ImagingSourceLocationSpecificationType
    ImagingSourcePositionSequence ImagingSourceToBeamModifierDefinitionPlaneDistance ImmersionMedia
    ImpedanceMeasurementCurrentType ImpedanceMeasurementDateTime ImpedanceMeasurementFrequency ImpedanceValue
    ImplantAssemblyTemplateIssuer ImplantAssemblyTemplateName ImplantAssemblyTemplateTargetAnatomySequence
    ImplantAssemblyTemplateType ImplantAssemblyTemplateVersion ImplantName ImplantPartNumber
    ImplantRegulatoryDisapprovalCodeSequence ImplantSize ImplantTargetAnatomySequence
    ImplantTemplate3DModelSurfaceNumber ImplantTemplateGroupDescription ImplantTemplateGroupIssuer
    ImplantTemplateGroupMemberID ImplantTemplateGroupMemberMatching2DCoordinatesSequence
    ImplantTemplateGroupMembersSequence ImplantTemplateGroupName ImplantTemplateGroupTargetAnatomySequence
    ImplantTemplateGroupVariationDimensionName ImplantTemplateGroupVariationDimensionRank
    ImplantTemplateGroupVariationDimensionRankSequence ImplantTemplateGroupVariationDimensionSequence
    ImplantTemplateGroupVersion ImplantTemplateVersion ImplantType ImplantTypeCodeSequence Impressions
    InConcatenationNumber InConcatenationTotalNumber InPlanePhaseEncodingDirection InStackPositionNumber
    InboundArrivalType IncidentAngle IncludeDisplayApplication IncludeNonDICOMObjects IncludesImagingSubject
    IncludesInformation IncorporatedInventoryInstanceSequence IndexNormalsFlag IndexProbability
    IndexProbabilitySequence IndicationDescription IndicationDisposition IndicationLabel IndicationNumber
    IndicationPhysicalPropertySequence IndicationROISequence IndicationSequence IndicationType
    InformationFromManufacturerSequence InformationIssueDateTime InformationSummary InitialCineRunState InnerDiameter
    InputAvailabilityFlag InputInformationSequence InputReadinessState InputSequencePositionIndex
    InspectionSelectionCriteria InstanceAvailability InstanceCoercionDateTime InstanceCreationDate
    InstanceCreationTime InstanceCreatorUID InstanceLevelReferencedPerformedProcedureStepSequence InstanceNumber
    InstanceOriginStatus InstitutionAddress InstitutionCodeSequence InstitutionName InstitutionalDepartmentName
    InstitutionalDepartmentTypeCodeSequence InstructionDescription InstructionIndex InstructionPerformanceComment
    InstructionPerformedDateTime InstructionPerformedFlag InstructionSequence InstructionText
    InsurancePlanIdentification IntendedDeliveryDuration IntendedFractionStartTime IntendedNumberOfFractions
    IntendedPhaseEndDate IntendedPhaseStartDate IntendedRTTreatmentPhaseSequence
    IntendedRecipientsOfResultsIdentificationSequence IntendedStartDayOfWeek IntensifierActiveDimensions
    IntensifierActiveShape IntensifierSize InterMarkerDistance InterlockCodeSequence InterlockDateTime
    InterlockDescription InterlockOriginDescription InterlockOriginatingDeviceSequence InterlockResolutionCodeSequence
    InterlockResolutionUserSequence InterlockSequence IntermediatePupillaryDistance InternalDetectorFrameTime
    InternationalRouteSegment InteroperabilityIndex InteroperabilityVersion InterpolationType
    InterpretationApprovalDate InterpretationApprovalTime InterpretationApproverSequence InterpretationAuthor
    InterpretationDiagnosisCodeSequence InterpretationDiagnosisDescription InterpretationID InterpretationIDIssuer
    InterpretationRecordedDate InterpretationRecordedTime InterpretationRecorder InterpretationStatusID
    InterpretationText InterpretationTranscriber InterpretationTranscriptionDate InterpretationTranscriptionTime
    InterpretationTypeID IntervalNumber IntervalsAcquired IntervalsRejected InterventionDescription
    InterventionDrugCodeSequence InterventionDrugDose InterventionDrugInformationSequence InterventionDrugName
    InterventionDrugStartTime InterventionDrugStopTime InterventionSequence InterventionStatus IntraOcularPressure
    IntraocularLensCalculationsLeftEyeSequence IntraocularLensCalculationsRightEyeSequence
    IntravascularFrameContentSequence IntravascularLongitudinalDistance IntravascularOCTFrameContentSequence
    IntravascularOCTFrameTypeSequence InventoriedInstancesSequence InventoriedSeriesSequence
    InventoriedStudiesSequence InventoryAccessEndPointsSequence InventoryCompletionStatus InventoryInstanceDescription
    InventoryLevel InventoryPurpose InversionRecovery InversionTime InversionTimes IonBeamLimitingDeviceSequence
    IonBeamSequence IonBlockSequence IonControlPointDeliverySequence IonControlPointSequence
    IonControlPointVerificationSequence IonMachineVerificationSequence IonRangeCompensatorSequence
    IonToleranceTableSequence IonWedgePositionSequence IonWedgeSequence IrradiationEventIdentificationSequence
    IrradiationEventUID IsocenterPosition IsocenterReferenceSystemSequence IsocenterToBeamLimitingDeviceDistance
    IsocenterToBlockTrayDistance IsocenterToCompensatorDistances IsocenterToCompensatorTrayDistance
    IsocenterToGeneralAccessoryDistance IsocenterToLateralSpreadingDeviceDistance IsocenterToRangeModulatorDistance
    IsocenterToRangeShifterDistance IsocenterToWedgeTrayDistance IsotopeNumber IssueDateOfImagingServiceRequest
    IssueTimeOfImagingServiceRequest IssuerOfAccessionNumberSequence IssuerOfAdmissionID IssuerOfAdmissionIDSequence
    IssuerOfClinicalTrialProtocolID IssuerOfClinicalTrialSeriesID IssuerOfClinicalTrialSiteID
    IssuerOfClinicalTrialSubjectID IssuerOfClinicalTrialSubjectReadingID IssuerOfClinicalTrialTimePointID
    IssuerOfPatientID IssuerOfPatientIDQualifiersSequence IssuerOfServiceEpisodeID IssuerOfServiceEpisodeIDSequence
    IssuerOfTheContainerIdentifierSequence IssuerOfTheSpecimenIdentifierSequence Italic ItemInventoryDateTime
    ItemNumber IterativeReconstructionMethod ItineraryID ItineraryIDAssigningAuthority ItineraryIDType KSpaceFiltering
    KVImagingGenerationParametersSequence KVP KVUsedInGainCalibration KeratoconusPredictionIndex KeratometerIndex
    KeratometricAxis KeratometricPower KeratometryLeftEyeSequence KeratometryMeasurementTypeCodeSequence
    KeratometryRightEyeSequence LINACEnergy LINACOutput LUTData LUTDescriptor LUTExplanation LUTFrameRange LUTFunction
    LUTLabel LUTNumber LabelStyleSelection LabelText LabelUsingInformationExtractedFromInstances LanguageCodeSequence
    LanguageCodeSequenceTrial LargeBluePaletteColorLookupTableData LargeBluePaletteColorLookupTableDescriptor
    LargeGreenPaletteColorLookupTableData LargeGreenPaletteColorLookupTableDescriptor LargePaletteColorLookupTableUID
    LargeRedPaletteColorLookupTableData LargeRedPaletteColorLookupTableDescriptor LargestImagePixelValue
    LargestImagePixelValueInPlane LargestMonochromePixelValue LargestPixelValueInSeries LargestValidPixelValue
    LastMenstrualDate LateralSpreadingDeviceDescription LateralSpreadingDeviceID LateralSpreadingDeviceNumber
    LateralSpreadingDeviceSequence LateralSpreadingDeviceSetting LateralSpreadingDeviceSettingsSequence
    LateralSpreadingDeviceType LateralSpreadingDeviceWaterEquivalentThickness Laterality LeafJawPositions
    LeafPositionBoundaries LeftImageSequence LeftLensSequence LengthToEnd LensConstantDescription LensConstantSequence
    LensDescription LensMake LensModel LensSegmentType LensSerialNumber LensSpecification LensStatusCodeSequence
    LensStatusDescription LensThickness LensThicknessSequence LensesCodeSequence LesionNumber LightDirection
    LightPathFilterPassBand LightPathFilterPassThroughWavelength LightPathFilterTypeStackCodeSequence LightSource
    LightSourcePolarization LineDashingStyle LinePattern LineSequence LineStyleSequence LineThickness
    LinearityCorrectionTechnique ListOfMIMETypes ListOfUIDMatchingSequence LocalDeviationProbabilityNormalsFlag
    LocalNamespaceEntityID LocalizedDeviationFromNormal LocalizedDeviationProbability
    LocalizedDeviationProbabilitySequence LocalizingCursorPosition Location LocationOfMeasuredBeamDiameter
    LongCodeValue LongDeviceDescription LongEdgePointIndexList LongPrimitivePointIndexList LongTrianglePointIndexList
    LongVertexPointIndexList LongitudinalTemporalEventType LongitudinalTemporalInformationModified
    LongitudinalTemporalOffsetFromEvent LossyImageCompression LossyImageCompressionMethod LossyImageCompressionRatio
    LossyImageCompressionRetired LowEnergyDetectors LowRRValue LowerCutoffFrequency LuminanceCharacteristicsID
    LuminanceResponseDescription LuminanceResponseSequence LuminanceResultSequence LuminanceUniformityResultSequence
    LuminanceValue MAC MACAlgorithm MACCalculationTransferSyntaxUID MACIDNumber MACParametersSequence
    MAUsedInGainCalibration MIMETypeOfEncapsulatedDocument MPRSlabThickness MPRThicknessType MPRTopLeftHandCorner
    MPRViewHeight MPRViewHeightDirection MPRViewWidth MPRViewWidthDirection MRAcquisitionFrequencyEncodingSteps
    MRAcquisitionPhaseEncodingStepsInPlane MRAcquisitionPhaseEncodingStepsOutOfPlane MRAcquisitionType
    MRArterialSpinLabelingSequence MRAveragesSequence MRDiffusionSequence MREchoSequence MRFOVGeometrySequence
    MRImageFrameTypeSequence MRImagingModifierSequence MRMetaboliteMapSequence MRModifierSequence
    MRReceiveCoilSequence MRSpatialSaturationSequence MRSpectroscopyAcquisitionType MRSpectroscopyFOVGeometrySequence
    MRSpectroscopyFrameTypeSequence MRTimingAndRelatedParametersSequence MRTransmitCoilSequence
    MRVelocityEncodingSequence MVImagingGenerationParametersSequence MachineSpecificTreatmentTerminationCodeSequence
    MagneticFieldStrength MagnetizationTransfer MagnificationType MagnifyToNumberOfColumns
    MagnitudeEncodingCodeSequence MainLobeAngle MainRoofAngle MajorTicksSequence MakerNote MandatoryComponentType
    Manifold ManipulatedImage Manufacturer ManufacturerDeviceClassUID ManufacturerDeviceIdentifier
    ManufacturerModelName ManufacturerModelVersion ManufacturerRelatedModelGroup MappedPixelValue MappingResource
    MappingResourceIdentificationSequence MappingResourceName MappingResourceUID MaskFrameNumbers MaskOperation
    MaskOperationExplanation MaskPointers MaskSelectionMode MaskSubPixelShift MaskSubtractionSequence
    MaskVisibilityPercentage MaskingImage Mass MaterialAttenuationSequence MaterialCodeSequence MaterialGrade
    MaterialID MaterialIsolationDiameter MaterialNotes MaterialPipeDiameter MaterialPropertiesDescription
    MaterialPropertiesFileFormatRetired MaterialThickness MaterialsCodeSequence MatingFeatureDegreeOfFreedomSequence
    MatingFeatureID MatingFeatureSequence MatingFeatureSetID MatingFeatureSetLabel MatingFeatureSetsSequence
    MatrixRegistrationSequence MatrixSequence MaxApertureValue MaxDensity MaximumAcrossScanDistortion
    MaximumAlongScanDistortion MaximumCollatedFilms MaximumCornealCurvature MaximumCornealCurvatureLocation
    MaximumCornealCurvatureSequence MaximumCumulativeMetersetExposure MaximumDepthDistortion MaximumFractionalValue
    MaximumMemoryAllocation MaximumNominalEnergy MaximumNumberOfIntervalDays MaximumNumberOfRecords
    MaximumPointDistance MaximumStimulusLuminance MaximumStoredValueMapped MeanPointDistance MeasuredAPDimension
    MeasuredBandwidth MeasuredBeamDimensionA MeasuredBeamDimensionB MeasuredCenterFrequency MeasuredCharacteristics
    MeasuredDoseDescription MeasuredDoseReferenceNumber MeasuredDoseReferenceSequence MeasuredDoseType
    MeasuredDoseValue MeasuredLateralDimension MeasuredMetersetToDoseMappingSequence MeasuredValueSequence
    MeasurementAutomationTrial MeasurementEquipmentSequence MeasurementEquipmentType MeasurementFunctions
    MeasurementLaterality MeasurementPatternCodeSequence MeasurementPrecisionDescriptionTrial
    MeasurementUnitsCodeSequence MeasurementValuesSequence MeasurementsSequence MeasuringUnitsSequence MechanicalIndex
    MediaDisposition MediaInstalledSequence MedicalAlerts MedicalRecordLocator MediumType MemoryAllocation
    MemoryBitDepth MetaboliteMapCodeSequence MetaboliteMapDescription MetadataSequence MeteringMode MetersetExposure
    MetersetRate MetersetRateDelivered MetersetRateSet MetersetToDoseMappingSequence MidSlabPosition MilitaryRank
    MinDensity MinimumHoursBetweenFractions MinimumKeratometricSequence MinimumNominalEnergy
    MinimumNumberOfIntervalDays MinimumSensitivityValue MinimumStoredValueMapped ModalitiesInStudy Modality
    ModalityLUTSequence ModalityLUTType ModeOfPercutaneousAccessSequence ModelGroupUID ModelMirroring
    ModelModification ModelSpecificationSequence ModelUsageCodeSequence ModifiableConstraintFlag
    ModifiedAttributesSequence ModifiedImageDate ModifiedImageDescription ModifiedImageID ModifiedImageTime
    ModifierCodeSequence ModifyingDeviceID ModifyingDeviceManufacturer ModifyingSystem ModulatedScanModeType
    ModulationType MonoenergeticEnergyEquivalent MostRecentTreatmentDate MotionSynchronizationSequence
    MultiCoilConfiguration MultiCoilDefinitionSequence MultiCoilElementName MultiCoilElementUsed
    MultiFramePresentationSequence MultiFrameSourceSOPInstanceUID MultiPlanarExcitation MultiPlanarReconstructionStyle
    MultienergyAcquisitionDescription MultienergyCTAcquisition MultienergyCTAcquisitionSequence
    MultienergyCTCharacteristicsSequence MultienergyCTPathIndex MultienergyCTPathSequence
    MultienergyCTProcessingSequence MultienergyCTXRayDetectorSequence MultienergyCTXRaySourceSequence
    MultienergyDetectorType MultienergySourceTechnique MultipleComponentApprovalSequence MultipleCopiesFlag
    MultipleSpinEcho MultiplexGroupLabel MultiplexGroupTimeOffset MultiplexGroupUID
    MultiplexedAudioChannelsDescriptionCodeSequence MydriaticAgentCodeSequence MydriaticAgentConcentration
    MydriaticAgentConcentrationUnitsSequence MydriaticAgentSequence NTPSourceAddress NameOfPhysiciansReadingStudy
    NamesOfIntendedRecipientsOfResults NavigationDisplaySet NavigationIndicatorSequence NearPupillaryDistance
    NegativeCatchTrialsQuantity NetworkID NominalBeamAngle NominalBeamEnergy NominalBeamEnergyUnit
    NominalCardiacTriggerDelayTime NominalCardiacTriggerTimePriorToRPeak NominalEnergy NominalFrequency
    NominalInterval NominalMaxEnergy NominalMinEnergy NominalPercentageOfCardiacPhase
    NominalPercentageOfRespiratoryPhase NominalPriorDose NominalRangeModulatedRegionDepths
    NominalRangeModulationFractions NominalRespiratoryTriggerDelayTime NominalScannedPixelSpacing
    NominalScreenDefinitionSequence NonDICOMOutputCodeSequence NonUniformRadialSamplingCorrected
    NonconformingDataElementValue NonconformingModifiedAttributesSequence NonidentifyingPrivateElements
    NormalizationFactorFormat NormalizationPoint NotchFilterBandwidth NotchFilterCharacteristicsSequence
    NotchFilterFrequency NotificationFromManufacturerSequence NuclearMedicineSeriesType NumberOfAcquisitionDevices
    NumberOfAlarmObjects NumberOfAnnotations NumberOfAssessmentObservations NumberOfAverages NumberOfBeams
    NumberOfBlockSlabItems NumberOfBlocks NumberOfBoli NumberOfBoluses NumberOfBrachyApplicationSetups
    NumberOfBscansPerFrame NumberOfCompensators NumberOfContourPoints NumberOfControlPoints NumberOfCopies
    NumberOfDetectors NumberOfDisplaySubsystems NumberOfElements NumberOfEnergyWindows NumberOfEventTimers
    NumberOfFilms NumberOfFocalPlanes NumberOfFractionPatternDigitsPerDay NumberOfFractions NumberOfFractionsDelivered
    NumberOfFractionsIncluded NumberOfFractionsPlanned NumberOfFrames NumberOfFramesInPhase NumberOfFramesInRotation
    NumberOfFramesIntegrated NumberOfFramesUsedForIntegration NumberOfGeneralAccessories NumberOfGraphicPoints
    NumberOfHorizontalPixels NumberOfIntervalFractions NumberOfIterations NumberOfKSpaceTrajectories
    NumberOfLateralSpreadingDevices NumberOfLeafJawPairs NumberOfLuminancePoints NumberOfMapPoints
    NumberOfOpticalPaths NumberOfPaddedALines NumberOfPaintings NumberOfParallelRTBeamDelimiters
    NumberOfPatientRelatedInstances NumberOfPatientRelatedSeries NumberOfPatientRelatedStudies
    NumberOfPatientSupportDevices NumberOfPhaseEncodingSteps NumberOfPhases NumberOfPolygonalVertices
    NumberOfPriorsReferenced NumberOfPulses NumberOfRRIntervals NumberOfRTAccessoryHolders
    NumberOfRTBeamLimitingDeviceOpenings NumberOfRTBeamLimitingDevices NumberOfRTControlPoints
    NumberOfRadiationGenerationModes NumberOfRangeModulators NumberOfRangeShifters NumberOfRotations
    NumberOfScanSpotPositions NumberOfScreens NumberOfSeriesRelatedInstances NumberOfSlices NumberOfStages
    NumberOfStudyRecordsInInstance NumberOfStudyRelatedInstances NumberOfStudyRelatedSeries NumberOfSubsets
    NumberOfSurfacePoints NumberOfSurfaces NumberOfTableBreakPoints NumberOfTableColumns NumberOfTableEntries
    NumberOfTableRows NumberOfTemporalPositions NumberOfTimeSlices NumberOfTimeSlots NumberOfTomosynthesisSourceImages
    NumberOfTotalObjects NumberOfTransformSteps NumberOfTriggersInPhase NumberOfVectors NumberOfVerticalPixels
    NumberOfViewsInStage NumberOfVisualStimuli NumberOfVolumetricCurvePoints NumberOfWaveformChannels
    NumberOfWaveformSamples NumberOfWedgePositions NumberOfWedges NumberOfZeroFills NumericValue
    NumericValueQualifierCodeSequence OCTAcquisitionDomain OCTBscanAnalysisAcquisitionParametersSequence
    OCTFocalDistance OCTOpticalCenterWavelength OCTZOffsetApplied OCTZOffsetCorrection OECFColumnNames OECFColumns
    OECFRows OECFValues OOIOwnerCreationTime OOIOwnerSequence OOIOwnerType OOISize OOIType OOITypeDescriptor
    ObjectBinaryIdentifierTrial ObjectDirectoryBinaryIdentifierTrial ObjectPixelSpacingInCenterOfBeam ObjectSoundSpeed
    ObjectThicknessSequence ObjectiveLensNumericalAperture ObjectiveLensPower ObliqueCroppingPlaneSequence
    ObservationBasisCodeSequence ObservationCategoryCodeSequenceTrial ObservationDateTime ObservationDateTrial
    ObservationDescription ObservationNumber ObservationSignificance ObservationStartDateTime
    ObservationSubjectClassTrial ObservationSubjectContextFlagTrial ObservationSubjectTypeCodeSequenceTrial
    ObservationSubjectUIDTrial ObservationTimeTrial ObservationUID ObserverContextFlagTrial ObserverType Occupation
    OffsetDirection OffsetDistance OmittedApplicationSetupSequence OmittedBeamTaskSequence OmittedChannelSequence
    OmittedRadiationSequence OnAxisBackgroundAnatomicStructureCodeSequenceTrial OperatingMode OperatingModeSequence
    OperatingModeType OperatorIdentificationSequence OperatorsName OphthalmicAnatomicReferencePointXCoordinate
    OphthalmicAnatomicReferencePointYCoordinate OphthalmicAxialLength
    OphthalmicAxialLengthAcquisitionMethodCodeSequence OphthalmicAxialLengthDataSourceCodeSequence
    OphthalmicAxialLengthDataSourceDescription OphthalmicAxialLengthMeasurementModified
    OphthalmicAxialLengthMeasurementsLengthSummationSequence OphthalmicAxialLengthMeasurementsSegmentNameCodeSequence
    OphthalmicAxialLengthMeasurementsSegmentalLengthSequence OphthalmicAxialLengthMeasurementsSequence
    OphthalmicAxialLengthMeasurementsTotalLengthSequence OphthalmicAxialLengthMeasurementsType
    OphthalmicAxialLengthMethod OphthalmicAxialLengthQualityMetricSequence
    OphthalmicAxialLengthQualityMetricTypeCodeSequence OphthalmicAxialLengthQualityMetricTypeDescription
    OphthalmicAxialLengthSelectionMethodCodeSequence OphthalmicAxialLengthSequence OphthalmicAxialLengthVelocity
    OphthalmicAxialMeasurementsDeviceType OphthalmicAxialMeasurementsLeftEyeSequence
    OphthalmicAxialMeasurementsRightEyeSequence OphthalmicEnFaceImageQualityRatingSequence OphthalmicFOV
    OphthalmicFrameLocationSequence OphthalmicImageOrientation OphthalmicImageTypeCodeSequence
    OphthalmicImageTypeDescription OphthalmicMappingDeviceType OphthalmicPatientClinicalInformationLeftEyeSequence
    OphthalmicPatientClinicalInformationRightEyeSequence OphthalmicThicknessMapQualityRatingSequence
    OphthalmicThicknessMapQualityThresholdSequence OphthalmicThicknessMapThresholdQualityRating
    OphthalmicThicknessMapTypeCodeSequence OphthalmicThicknessMappingNormalsSequence
    OphthalmicUltrasoundMethodCodeSequence OphthalmicVolumetricPropertiesFlag OpticalMagnificationFactor
    OpticalOphthalmicAxialLengthMeasurementsSequence OpticalPathDescription OpticalPathIdentificationSequence
    OpticalPathIdentifier OpticalPathSequence OpticalSelectedOphthalmicAxialLengthSequence OpticalTransmittance
    Optotype OptotypeDetailedDefinition OptotypePresentation OrderCallbackPhoneNumber OrderCallbackTelecomInformation
    OrderEnteredBy OrderEntererLocation OrderFillerIdentifierSequence OrderPlacerIdentifierSequence
    OrganAtRiskFullVolumeDose OrganAtRiskLimitDose OrganAtRiskMaximumDose OrganAtRiskOverdoseVolumeFraction OrganDose
    OrganExposed OrganizationalRoleCodeSequence OriginalAttributesSequence OriginalImageIdentification
    OriginalImageIdentificationNomenclature OriginalImageSequence OriginalImplantAssemblyTemplateSequence
    OriginalImplantTemplateSequence OriginalSpecializedSOPClassUID OriginatingSOPInstanceReferenceSequence Originator
    OtherApprovalStatus OtherClinicalTrialProtocolIDsSequence OtherFailuresSequence OtherMagnificationTypesAvailable
    OtherMediaAvailableSequence OtherPatientIDs OtherPatientIDsSequence OtherPatientNames OtherPupillaryDistance
    OtherSecondaryApprovalStatus OtherSmoothingTypesAvailable OtherStudyNumbers OuterDiameter OutlineLeftVerticalEdge
    OutlineLowerHorizontalEdge OutlineRightVerticalEdge OutlineShapeType OutlineUpperHorizontalEdge
    OutputDestinationSequence OutputInformationSequence OutputPower OverallTemplateSpatialTolerance
    OverlayBackgroundDensity OverlayDate OverlayForegroundDensity OverlayMagnificationType OverlayMode OverlayNumber
    OverlayOrImageMagnification OverlayPixelDataSequence OverlaySmoothingType OverlayTime OverriddenAttributesSequence
    OverrideDateTime OverrideParameterPointer OverrideReason OverrideSequence OversamplingPhase OwnerID
    PETDetectorMotionDetailsSequence PETFrameAcquisitionSequence PETFrameCorrectionFactorsSequence
    PETFrameTypeSequence PETPositionSequence PETReconstructionSequence PETTableDynamicsSequence PRCSToRCSOrientation
    PTOLocationDescription PTORegionSequence PTORepresentationSequence PVCRejection PaddleDescription PageNumberVector
    PaletteColorLookupTableSequence PaletteColorLookupTableUID ParallelAcquisition ParallelAcquisitionTechnique
    ParallelRTBeamDelimiterBoundaries ParallelRTBeamDelimiterDeviceOrientationLabelCodeSequence
    ParallelRTBeamDelimiterDeviceSequence ParallelRTBeamDelimiterLeafMountingSide
    ParallelRTBeamDelimiterOpeningExtents ParallelRTBeamDelimiterOpeningMode ParallelRTBeamDelimiterPositions
    ParallelReductionFactorInPlane ParallelReductionFactorInPlaneRetired ParallelReductionFactorOutOfPlane
    ParallelReductionFactorSecondInPlane ParameterItemIndex ParameterPointer ParameterSequencePointer
    ParameterValueNumber ParametersSpecificationSequence ParametricMapFrameTypeSequence PartialDataDisplayHandling
    PartialFourier PartialFourierDirection PartialView PartialViewCodeSequence PartialViewDescription
    ParticipantSequence ParticipationDateTime ParticipationType PatientAdditionalPosition PatientAddress PatientAge
    PatientAlternativeCalendar PatientBirthDate PatientBirthDateInAlternativeCalendar PatientBirthName
    PatientBirthTime PatientBodyMassIndex PatientBreedCodeSequence PatientBreedDescription
    PatientClinicalTrialParticipationSequence PatientComments PatientDeathDateInAlternativeCalendar
    PatientEquipmentRelationshipCodeSequence PatientEyeMovementCommandCodeSequence PatientEyeMovementCommanded
    PatientFrameOfReferenceSource PatientGantryRelationshipCodeSequence PatientID PatientIdentityRemoved
    PatientInstitutionResidence PatientInsurancePlanCodeSequence PatientLocationCoordinatesCodeSequence
    PatientLocationCoordinatesSequence PatientMotherBirthName PatientMotionCorrected PatientName
    PatientNotProperlyFixatedQuantity PatientOrientation PatientOrientationCodeSequence
    PatientOrientationInFrameSequence PatientOrientationModifierCodeSequence PatientPhysiologicalStateCodeSequence
    PatientPhysiologicalStateSequence PatientPosition PatientPositioningInstructionSequence
    PatientPrimaryLanguageCodeSequence PatientPrimaryLanguageModifierCodeSequence PatientReliabilityIndicator
    PatientReligiousPreference PatientSetupLabel PatientSetupNumber PatientSetupPhotoDescription PatientSetupSequence
    PatientSetupUID PatientSex PatientSexNeutered PatientSize PatientSizeCodeSequence PatientSpeciesCodeSequence
    PatientSpeciesDescription PatientSpecificationSequence PatientState PatientSupportAccessoryCode
    PatientSupportAdjustedAngle PatientSupportAngle PatientSupportAngleTolerance PatientSupportDevicesSequence
    PatientSupportDisplacementSequence PatientSupportID PatientSupportPositionDeviceParameterSequence
    PatientSupportPositionDeviceToleranceSequence PatientSupportPositionParameterOrderIndex
    PatientSupportPositionParameterSequence PatientSupportPositionSequence PatientSupportPositionSpecificationMethod
    PatientSupportPositionToleranceOrderIndex PatientSupportPositionToleranceSequence PatientSupportRotationDirection
    PatientSupportType PatientTelecomInformation PatientTelephoneNumbers PatientToEquipmentRelationshipSequence
    PatientTransportArrangements PatientTreatmentOrientationSequence PatientTreatmentPreparationDeviceSequence
    PatientTreatmentPreparationMethodCodeSequence PatientTreatmentPreparationMethodDescription
    PatientTreatmentPreparationProcedureCodeSequence PatientTreatmentPreparationProcedureIndex
    PatientTreatmentPreparationProcedureParameterDescription PatientTreatmentPreparationProcedureParameterSequence
    PatientTreatmentPreparationProcedureSequence PatientTreatmentPreparationSequence PatientWeight
    PatternOffColorCIELabValue PatternOffOpacity PatternOnColorCIELabValue PatternOnOpacity PauseBetweenFrames
    PerFrameFunctionalGroupsSequence PerProjectionAcquisitionSequence PercentPhaseFieldOfView PercentSampling
    PerformedLocation PerformedProcedureCodeSequence PerformedProcedureStepDescription
    PerformedProcedureStepDiscontinuationReasonCodeSequence PerformedProcedureStepEndDate
    PerformedProcedureStepEndDateTime PerformedProcedureStepEndTime PerformedProcedureStepID
    PerformedProcedureStepStartDate PerformedProcedureStepStartDateTime PerformedProcedureStepStartTime
    PerformedProcedureStepStatus PerformedProcedureTypeDescription PerformedProcessingApplicationsCodeSequence
    PerformedProcessingParametersSequence PerformedProtocolCodeSequence PerformedProtocolType PerformedSeriesSequence
    PerformedStationAETitle PerformedStationClassCodeSequence PerformedStationGeographicLocationCodeSequence
    PerformedStationName PerformedStationNameCodeSequence PerformedWorkitemCodeSequence
    PerformingPhysicianIdentificationSequence PerformingPhysicianName PerimeterTable PerimeterValue PersonAddress
    PersonIdentificationCodeSequence PersonName PersonTelecomInformation PersonTelephoneNumbers
    PertinentDocumentsSequence PertinentOtherEvidenceSequence PertinentResourcesSequence PertinentSOPClassesInSeries
    PertinentSOPClassesInStudy PhantomType PhaseContrast PhaseDelay PhaseDescription PhaseInformationSequence
    PhaseNumber PhaseVector PhosphorType PhotoacousticExcitationCharacteristicsSequence
    PhotoacousticImageFrameTypeSequence PhotographicExposureIndex PhotographicSensitivity PhotometricInterpretation
    PhotonEnergy PhototimerSetting PhysicalDeltaX PhysicalDeltaY PhysicalDetectorSize PhysicalUnitsXDirection
    PhysicalUnitsYDirection PhysicianApprovingInterpretation PhysiciansOfRecord
    PhysiciansOfRecordIdentificationSequence PhysiciansReadingStudyIdentificationSequence PixelAspectRatio
    PixelBandwidth PixelComponentDataType PixelComponentMask PixelComponentOrganization PixelComponentPhysicalUnits
    PixelComponentRangeStart PixelComponentRangeStop PixelCoordinatesSetTrial PixelData
    PixelDataAreaOriginRelativeToFOV PixelDataAreaRotationAngleRelativeToFOV PixelDataProviderURL
    PixelIntensityRelationship PixelIntensityRelationshipLUTSequence PixelIntensityRelationshipSign
    PixelMeasuresSequence PixelOriginInterpretation PixelPaddingRangeLimit PixelPaddingValue PixelPresentation
    PixelRepresentation PixelShiftFrameRange PixelShiftSequence PixelSpacing PixelSpacingCalibrationDescription
    PixelSpacingCalibrationType PixelSpacingSequence PixelValueMappingCodeSequence PixelValueMappingExplanation
    PixelValueMappingToCodedConceptSequence PixelValueTransformationSequence PlacerOrderNumberImagingServiceRequest
    PlacerOrderNumberImagingServiceRequestRetired PlacerOrderNumberProcedure PlanIntent PlanOverviewIndex
    PlanOverviewSequence PlanarConfiguration Plane PlaneIdentification PlaneNormal PlaneOrientationSequence
    PlaneOrientationVolumeSequence PlanePositionSequence PlanePositionSlideSequence PlanePositionVolumeSequence Planes
    PlanesInAcquisition PlannedVerificationImageSequence PlanningInputInformationSequence PlanningLandmarkDescription
    PlanningLandmarkID PlanningLandmarkIdentificationCodeSequence PlanningLandmarkLineSequence
    PlanningLandmarkPlaneSequence PlanningLandmarkPointSequence PlateID PlateType PointCoordinatesData
    PointPositionAccuracy PointsBoundingBoxCoordinates Polarity PositionAcquisitionTemplateCodeSequence
    PositionAcquisitionTemplateDescription PositionAcquisitionTemplateID
    PositionAcquisitionTemplateIdentificationSequence PositionAcquisitionTemplateName PositionMeasuringDeviceUsed
    PositionOfIsocenterProjection PositionReferenceIndicator PositionerIsocenterDetectorRotationAngle
    PositionerIsocenterPrimaryAngle PositionerIsocenterSecondaryAngle PositionerMotion PositionerPositionSequence
    PositionerPrimaryAngle PositionerPrimaryAngleDirection PositionerPrimaryAngleIncrement PositionerSecondaryAngle
    PositionerSecondaryAngleIncrement PositionerType PositioningLandmarkSequence PositioningMethodCodeSequence
    PositiveCatchTrialsQuantity PostDeformationMatrixRegistrationSequence PostprocessingFunction
    PotentialDiagnosticTasks PotentialReasonsForProcedure PotentialReasonsForProcedureCodeSequence
    PotentialRequestedProcedureCodeSequence PotentialScheduledProtocolCodeSequence PotentialThreatObjectID
    PowerlineFrequency PreAmplifierEquipmentSequence PreAmplifierNotes PreAmplifierSettingsSequence
    PreDeformationMatrixRegistrationSequence PreMedication PreSelectedForImplantation PredecessorDocumentsSequence
    PredecessorProtocolSequence PredecessorStructureSetSequence PredictedRefractiveError PredictedToricErrorSequence
    PredictorColumns PredictorConstants PredictorRows PreferredPlaybackSequencing PregnancyStatus PreliminaryFlag
    PrescriptionDescription PrescriptionNotes PrescriptionNotesSequence PrescriptionOverviewSequence
    PresentationAnimationStyle PresentationCreationDate PresentationCreationTime PresentationDisplayCollectionUID
    PresentationGroupNumber PresentationInputType PresentationIntentType PresentationLUTContentSequence
    PresentationLUTFlag PresentationLUTSequence PresentationLUTShape PresentationPixelAspectRatio
    PresentationPixelMagnificationRatio PresentationPixelSpacing PresentationSequenceCollectionUID
    PresentationSequencePositionIndex PresentationSizeMode PresentationStateClassificationComponentSequence
    PresentationStateCompositorComponentSequence PresentedVisualStimuliDataFlag
    PreserveCompositeInstancesAfterMediaCreation Pressure PrimaryAnatomicStructureModifierSequence
    PrimaryAnatomicStructureSequence PrimaryChromaticities PrimaryDoseValueIndicator PrimaryDosimeterUnit
    PrimaryFluenceModeSequence PrimaryPositionerIncrement PrimaryPositionerIncrementSign PrimaryPositionerScanArc
    PrimaryPositionerScanStartAngle PrimaryPromptsCountsAccumulated PrimitivePointIndexList
    PrintJobDescriptionSequence PrintJobID PrintManagementCapabilitiesSequence PrintPriority PrintQueueID
    PrinterCharacteristicsSequence PrinterConfigurationSequence PrinterName PrinterPixelSpacing PrinterResolutionID
    PrinterStatus PrinterStatusInfo PrintingBitDepth PriorRecordKey PriorTreatmentDoseDescription
    PriorTreatmentReferenceSequence PrismSequence PrivateCreatorReference PrivateDataElement
    PrivateDataElementCharacteristicsSequence PrivateDataElementDefinitionSequence PrivateDataElementDescription
    PrivateDataElementEncoding PrivateDataElementKeyword PrivateDataElementName PrivateDataElementNumberOfItems
    PrivateDataElementValueMultiplicity PrivateDataElementValueRepresentation PrivateGroupReference
    ProbeCenterLocationX ProbeCenterLocationZ ProbeDriveEquipmentSequence ProbeDriveNotes ProbeDriveSettingsSequence
    ProbeInductance ProbeOrientationAngle ProbeResistance ProcedureCodeSequence ProcedureContextFlagTrial
    ProcedureContextSequenceTrial ProcedureCreationDate ProcedureExpirationDate ProcedureIdentifierCodeSequenceTrial
    ProcedureLastModifiedDate ProcedureStepCancellationDateTime ProcedureStepCommunicationsURISequence
    ProcedureStepDiscontinuationReasonCodeSequence ProcedureStepLabel ProcedureStepProgress
    ProcedureStepProgressDescription ProcedureStepProgressInformationSequence ProcedureStepProgressParametersSequence
    ProcedureStepRelationshipType ProcedureStepState ProcedureTypeCodeSequence ProcedureVersion ProcessingFunction
    ProductDescription ProductExpirationDateTime ProductLotIdentifier ProductName ProductPackageIdentifier
    ProductParameterSequence ProductTypeCodeSequence ProjectionEponymousNameCodeSequence
    ProjectionImagingAcquisitionParameterSequence ProjectionPixelCalibrationSequence PropertyLabel
    ProposedStudySequence ProtocolContextSequence ProtocolDefinedPatientPosition ProtocolDesignRationale
    ProtocolElementCharacteristicsSummary ProtocolElementName ProtocolElementNumber ProtocolElementPurpose
    ProtocolName ProtocolPlanningInformation PseudoColorPaletteInstanceReferenceSequence PseudoColorType PulseNumber
    PulseRepetitionFrequency PulseRepetitionInterval PulseSequenceName
    PulseSpecificBrachyControlPointDeliveredSequence PulseWidth PulserEquipmentSequence PulserNotes
    PulserSettingsSequence PulserType PupilCentroidXCoordinate PupilCentroidYCoordinate PupilDilated PupilSize
    PurposeOfReferenceCodeSequence PyramidDescription PyramidLabel PyramidUID QAResultsSequence QRMeasurementsSequence
    QuadratureReceiveCoil QualityControlImage QualityControlSubject QualityControlSubjectTypeCodeSequence
    QualityThreshold QuantifiedDefect Quantity QuantityDefinitionSequence QuantitySequence QueryRetrieveLevel
    QueryRetrieveView QueueStatus RFEchoTrainLength RGBATransferFunctionDescription RGBLUTTransferFunction
    ROIContourSequence ROICreatorSequence ROIDateTime ROIDerivationAlgorithmIdentificationSequence ROIDescription
    ROIDisplayColor ROIElementalCompositionAtomicMassFraction ROIElementalCompositionAtomicNumber
    ROIElementalCompositionSequence ROIGenerationAlgorithm ROIGenerationDescription ROIInterpreter
    ROIInterpreterSequence ROIName ROINumber ROIObservationContextCodeSequence ROIObservationDateTime
    ROIObservationDescription ROIObservationLabel ROIPhysicalPropertiesSequence ROIPhysicalProperty
    ROIPhysicalPropertyValue ROIVolume RRIntervalTimeNominal RRIntervalVector RTAccessoryDeviceSlotID
    RTAccessoryHolderDefinitionSequence RTAccessoryHolderSlotDistance RTAccessoryHolderSlotExistenceFlag
    RTAccessoryHolderSlotID RTAccessoryHolderSlotSequence RTAccessoryHolderWaterEquivalentThickness
    RTAccessorySlotDistance RTAcquisitionPatientPositionSequence RTAnatomicPrescriptionSequence
    RTBeamDelimiterGeometrySequence RTBeamLimitingDeviceAngle RTBeamLimitingDeviceDefinitionSequence
    RTBeamLimitingDeviceDistalDistance RTBeamLimitingDeviceOffset RTBeamLimitingDeviceOpeningSequence
    RTBeamLimitingDeviceProximalDistance RTBeamLimitingDeviceType RTBeamModifierDefinitionDistance RTControlPointIndex
    RTDeliveryStartPatientPositionSequence RTDeviceDistanceReferenceLocationCodeSequence RTDiagnosisCodeSequence
    RTDoseROISequence RTImageDescription RTImageFrameContextSequence RTImageFrameGeneralContentSequence
    RTImageFrameImagingDevicePositionSequence RTImageFrameMVRadiationAcquisitionSequence
    RTImageFrameRadiationAcquisitionSequence RTImageFramekVRadiationAcquisitionSequence RTImageLabel RTImageName
    RTImageOrientation RTImagePlane RTImagePosition RTImageSID RTImageScopeSequence
    RTPatientPositionDisplacementSequence RTPatientPositionScopeSequence RTPatientPositionSequence
    RTPhysicianIntentIndex RTPhysicianIntentInputInstanceSequence RTPhysicianIntentNarrative
    RTPhysicianIntentPredecessorSequence RTPhysicianIntentSequence RTPlanDate RTPlanDescription RTPlanGeometry
    RTPlanLabel RTPlanName RTPlanRelationship RTPlanTime RTPrescriptionIndex RTPrescriptionLabel
    RTPrescriptionSequence RTProtocolCodeSequence RTROIIdentificationCodeSequence RTROIInterpretedType
    RTROIObservationsSequence RTROIRelationship RTRadiationPhysicalAndGeometricContentDetailFlag
    RTRadiationSalvageRecordControlPointSequence RTRadiationSequence RTRadiationSetDeliveryNumber
    RTRadiationSetDeliveryUsage RTRadiationSetIntent RTRadiationSetUsage RTRadiationTaskSequence RTRadiationUsage
    RTRecordFlag RTReferencedSeriesSequence RTReferencedStudySequence RTRelatedROISequence RTSegmentAnnotationIndex
    RTSegmentAnnotationSequence RTToleranceSetLabel RTToleranceSetSequence RTTreatmentApproachLabel
    RTTreatmentFractionCompletionStatus RTTreatmentIntentType RTTreatmentPhaseIndex RTTreatmentPhaseIntentPresenceFlag
    RTTreatmentPhaseIntervalSequence RTTreatmentPhaseUID RTTreatmentPreparationPatientPositionSequence
    RTTreatmentSourceCoordinates RTTreatmentTechniqueCodeSequence RTTreatmentTerminationReasonCodeSequence
    RTTreatmentTerminationStatus RWavePointer RWaveTimeVector RadialPosition RadiationAtomicNumber
    RadiationBeamBlockSlabThickness RadiationBeamBlockThickness RadiationBeamCompensatorMillingToolDiameter
    RadiationBeamEffectiveWedgeAngle RadiationBeamWedgeAngle RadiationBeamWedgeThinEdgeDistance RadiationChargeState
    RadiationDeviceConfigurationAndCommissioningKeySequence RadiationDoseCentralAxisDisplacement
    RadiationDoseIdentificationIndex RadiationDoseIdentificationLabel RadiationDoseIdentificationSequence
    RadiationDoseInVivoMeasurementLabel RadiationDoseMeasurementPointCoordinates RadiationDoseSequence
    RadiationDoseSourceToExternalContourDistance RadiationDoseSourceToSkinDistance RadiationDoseValue
    RadiationDoseValuesParametersSequence RadiationDosimeterUnitSequence RadiationFluenceModifierCodeSequence
    RadiationGenerationModeDescription RadiationGenerationModeIndex RadiationGenerationModeLabel
    RadiationGenerationModeMachineCodeSequence RadiationGenerationModeSequence RadiationMachineName
    RadiationMachineSAD RadiationMachineSSD RadiationMassNumber RadiationMode RadiationOrderIndex RadiationSetting
    RadiationSourceAxisDistance RadiationSourceCoordinateSystemPitchAngle RadiationSourceCoordinateSystemRollAngle
    RadiationSourceCoordinateSystemYawAngle RadiationType RadiationTypeCodeSequence RadiobiologicalDoseEffectFlag
    RadiobiologicalDoseEffectSequence Radionuclide RadionuclideCodeSequence RadionuclideHalfLife
    RadionuclidePositronFraction RadionuclideTotalDose Radiopharmaceutical RadiopharmaceuticalAdministrationEventUID
    RadiopharmaceuticalAgentNumber RadiopharmaceuticalCodeSequence RadiopharmaceuticalInformationSequence
    RadiopharmaceuticalRoute RadiopharmaceuticalSpecificActivity RadiopharmaceuticalStartDateTime
    RadiopharmaceuticalStartTime RadiopharmaceuticalStopDateTime RadiopharmaceuticalStopTime
    RadiopharmaceuticalUsageSequence RadiopharmaceuticalVolume RadiotherapyTreatmentType RadiusAlongWedge
    RadiusOfCircularCollimator RadiusOfCircularExposureControlSensingRegion RadiusOfCircularShutter RadiusOfCurvature
    RandomsCorrected RandomsCorrectionMethod RangeMatchingSequence RangeModulatorDescription
    RangeModulatorGatingStartValue RangeModulatorGatingStartWaterEquivalentThickness RangeModulatorGatingStopValue
    RangeModulatorGatingStopWaterEquivalentThickness RangeModulatorID RangeModulatorNumber RangeModulatorSequence
    RangeModulatorSettingsSequence RangeModulatorType RangeOfFreedom RangeShifterDescription RangeShifterID
    RangeShifterNumber RangeShifterSequence RangeShifterSetting RangeShifterSettingsSequence RangeShifterType
    RangeShifterWaterEquivalentThickness RangingDepth RationalDenominatorValue RationalNumeratorValue RawDataHandling
    RealTimeBulkDataFlowSequence RealWorldValueFirstValueMapped RealWorldValueIntercept RealWorldValueLUTData
    RealWorldValueLastValueMapped RealWorldValueMappingSequence RealWorldValueSlope ReasonForCancellation
    ReasonForChannelOmission ReasonForChannelOmissionDescription ReasonForOmission ReasonForOmissionCodeSequence
    ReasonForOmissionDescription ReasonForPerformedProcedureCodeSequence ReasonForRemovalCodeSequence
    ReasonForRequestedProcedureCodeSequence ReasonForStudy ReasonForSuperseding ReasonForTheAttributeModification
    ReasonForTheImagingServiceRequest ReasonForTheRequestedProcedure ReasonForVisit ReasonForVisitCodeSequence
    ReceiveCoilManufacturerName ReceiveCoilName ReceiveCoilType ReceiveProbeSequence ReceiveTransducerSequence
    ReceiveTransducerSettingsSequence ReceiverEquipmentSequence ReceiverNotes ReceiverSettingsSequence ReceivingAE
    RecognitionCode RecognizableVisualFeatures RecommendedAbsentPixelCIELabValue RecommendedAnimationRate
    RecommendedDefaultValueSequence RecommendedDisplayCIELabValue RecommendedDisplayCIELabValueList
    RecommendedDisplayFrameRate RecommendedDisplayFrameRateInFloat RecommendedDisplayGrayscaleValue
    RecommendedExposureIndex RecommendedLineThickness RecommendedPointRadius RecommendedPresentationOpacity
    RecommendedPresentationType RecommendedRotationPoint RecommendedViewingMode ReconstructionAlgorithm
    ReconstructionAlgorithmSequence ReconstructionAngle ReconstructionDescription ReconstructionDiameter
    ReconstructionEndLocationSequence ReconstructionFieldOfView ReconstructionIndex ReconstructionMethod
    ReconstructionPipelineType ReconstructionPixelSpacing ReconstructionProtocolElementSequence
    ReconstructionProtocolElementSpecificationSequence ReconstructionStartLocationSequence
    ReconstructionTargetCenterLocationSequence ReconstructionTargetCenterPatient ReconstructionType RecordKey
    RecordedBlockSequence RecordedBlockSlabSequence RecordedBrachyAccessoryDeviceSequence RecordedChannelSequence
    RecordedChannelShieldSequence RecordedCompensatorSequence RecordedLateralSpreadingDeviceSequence
    RecordedRTControlPointDateTime RecordedRangeModulatorSequence RecordedRangeShifterSequence RecordedSnoutSequence
    RecordedSourceApplicatorSequence RecordedSourceSequence RecordedWedgeSequence RectificationType RectifierSmoothing
    RectilinearPhaseEncodeReordering RedPaletteColorLookupTableData RedPaletteColorLookupTableDescriptor Reference
    ReferenceAirKermaRate ReferenceBasisCodeSequence ReferenceCoordinates ReferenceDisplaySets ReferenceDoseDefinition
    ReferenceDosePointCoordinates ReferenceDoseType ReferenceGeometryCodeSequence ReferenceImageNumber
    ReferenceLocationDescription ReferenceLocationLabel ReferencePixelPhysicalValueX ReferencePixelPhysicalValueY
    ReferencePixelX0 ReferencePixelY0 ReferenceToRecordedSound ReferencedAccessionSequenceTrial ReferencedAssertionUID
    ReferencedBaselineParametersRTRadiationInstanceSequence ReferencedBasicAnnotationBoxSequence ReferencedBeamNumber
    ReferencedBeamSequence ReferencedBlockNumber ReferencedBolusSequence ReferencedBrachyAccessoryDeviceNumber
    ReferencedBrachyApplicationSetupNumber ReferencedBrachyApplicationSetupSequence
    ReferencedCalculatedDoseReferenceNumber ReferencedCalculatedDoseReferenceSequence ReferencedChannelNumber
    ReferencedChannelShieldNumber ReferencedColorPaletteInstanceUID ReferencedComparisonSOPInstanceSequence
    ReferencedCompensatorNumber ReferencedConceptualVolumeUID ReferencedContentItem ReferencedContentItemIdentifier
    ReferencedControlPointIndex ReferencedControlPointSequence ReferencedCurveSequence ReferencedDateTime
    ReferencedDefinedDeviceIndex ReferencedDefinedProtocolSequence ReferencedDeviceIndex
    ReferencedDigitalSignatureSequence ReferencedDirectSegmentInstanceSequence ReferencedDoseReferenceNumber
    ReferencedDoseReferenceSequence ReferencedDoseReferenceUID ReferencedDoseSequence ReferencedDosimetricObjectiveUID
    ReferencedDosimetricObjectivesSequence ReferencedExpectedInVivoMeasurementValueIndex ReferencedFiducialUID
    ReferencedFiducialsUID ReferencedFilmBoxSequence ReferencedFilmSessionSequence ReferencedFindingsGroupUIDTrial
    ReferencedFirstFrameSequence ReferencedFractionGroupNumber ReferencedFractionGroupSequence
    ReferencedFractionNumber ReferencedFrameNumber ReferencedFrameNumbers ReferencedFrameOfReferenceSequence
    ReferencedFrameOfReferenceUID ReferencedGeneralPurposeScheduledProcedureStepSequence
    ReferencedGeneralPurposeScheduledProcedureStepTransactionUID ReferencedHPGLDocumentID ReferencedImageBoxSequence
    ReferencedImageBoxSequenceRetired ReferencedImageEvidenceSequence ReferencedImageNavigationSequence
    ReferencedImageOverlayBoxSequence ReferencedImageRealWorldValueMappingSequence ReferencedImageSequence
    ReferencedImplantTemplateGroupMemberID ReferencedInstanceSequence ReferencedInstancesBySOPClassSequence
    ReferencedInterpretationSequence ReferencedLateralSpreadingDeviceNumber ReferencedMeasuredDoseReferenceNumber
    ReferencedMeasuredDoseReferenceSequence ReferencedNonImageCompositeSOPInstanceSequence
    ReferencedObjectObservationClassTrial ReferencedObservationClassTrial ReferencedObservationUIDTrial
    ReferencedOphthalmicAxialLengthMeasurementQCImageSequence ReferencedOphthalmicAxialMeasurementsSequence
    ReferencedOpticalPathIdentifier ReferencedOtherPlaneSequence ReferencedOverlayPlaneGroups
    ReferencedOverlayPlaneSequence ReferencedOverlaySequence ReferencedPTOSequence ReferencedParentRTPrescriptionIndex
    ReferencedPathIndex ReferencedPatientAliasSequence ReferencedPatientPhotoSequence ReferencedPatientSequence
    ReferencedPatientSetupNumber ReferencedPatientSetupPhotoSequence ReferencedPatientSetupProcedureIndex
    ReferencedPerformedProcedureStepSequence ReferencedPerformedProtocolSequence ReferencedPlanOverviewIndex
    ReferencedPositionReferenceInstanceSequence ReferencedPresentationLUTSequence ReferencedPresentationStateSequence
    ReferencedPrintJobSequence ReferencedPrintJobSequencePullStoredPrint ReferencedProcedureStepSequence
    ReferencedROINumber ReferencedRTAccessoryHolderDeviceIndex ReferencedRTInstanceSequence
    ReferencedRTPatientSetupSequence ReferencedRTPhysicianIntentIndex ReferencedRTPhysicianIntentSequence
    ReferencedRTPlanSequence ReferencedRTPrescriptionIndex ReferencedRTPrescriptionSequence
    ReferencedRTRadiationRecordSequence ReferencedRTRadiationSequence ReferencedRTRadiationSetSequence
    ReferencedRTTreatmentPhaseIndex ReferencedRTTreatmentPhaseSequence ReferencedRTTreatmentPreparationSequence
    ReferencedRadiationDoseIdentificationIndex ReferencedRadiationGenerationModeIndex
    ReferencedRadiationRTControlPointIndex ReferencedRangeModulatorNumber ReferencedRangeShifterNumber
    ReferencedRawDataSequence ReferencedRealWorldValueMappingInstanceSequence ReferencedReferenceImageNumber
    ReferencedReferenceImageSequence ReferencedRefractiveMeasurementsSequence ReferencedRequestSequence
    ReferencedResultsSequence ReferencedSOPClassUID ReferencedSOPInstanceMACSequence ReferencedSOPInstanceUID
    ReferencedSOPSequence ReferencedSamplePositions ReferencedSegmentNumber ReferencedSegmentReferenceIndex
    ReferencedSeriesSequence ReferencedSetupImageSequence ReferencedSourceApplicatorNumber ReferencedSourceNumber
    ReferencedSpatialRegistrationSequence ReferencedStartControlPointIndex ReferencedStereometricInstanceSequence
    ReferencedStopControlPointIndex ReferencedStorageMediaSequence ReferencedStoredPrintSequence
    ReferencedStructureSetSequence ReferencedStructuredContextSequence ReferencedStudySequence
    ReferencedSurfaceDataSequence ReferencedSurfaceMeshIdentificationSequence ReferencedSurfaceNumber
    ReferencedSurfaceSequence ReferencedTDRInstanceSequence ReferencedTargetLuminanceCharacteristicsID
    ReferencedTextureSequence ReferencedTimeOffsets ReferencedToleranceTableNumber ReferencedTreatmentPositionGroupUID
    ReferencedTreatmentPositionIndex ReferencedTreatmentRecordSequence ReferencedVOILUTBoxSequence
    ReferencedVerificationImageSequence ReferencedVisitSequence ReferencedWaveformChannels ReferencedWaveformSequence
    ReferencedWedgeNumber ReferencedXRayDetectorIndex ReferencedXRaySourceIndex ReferringPhysicianAddress
    ReferringPhysicianIdentificationSequence ReferringPhysicianName ReferringPhysicianTelephoneNumbers
    ReflectedAmbientLight ReformattingInterval ReformattingOperationInitialViewDirection ReformattingOperationType
    ReformattingThickness RefractiveErrorBeforeRefractiveSurgeryCodeSequence RefractiveIndexApplied
    RefractiveIndexOfAqueousHumor RefractiveIndexOfCornea RefractiveParametersUsedOnPatientSequence RefractivePower
    RefractiveProcedureOccurred RefractiveStateSequence RefractiveSurgeryTypeCodeSequence RegionDataType RegionFlags
    RegionLocationMaxX1 RegionLocationMaxY1 RegionLocationMinX0 RegionLocationMinY0 RegionOfResidence
    RegionPixelShiftSequence RegionSpatialFormat RegisteredLocalizerBottomRightHandCorner
    RegisteredLocalizerTopLeftHandCorner RegisteredLocalizerUnits RegistrationMethodCodeSequence RegistrationSequence
    RegistrationToLocalizerSequence RegistrationTypeCodeSequence RelatedAssertionSequence RelatedFrameOfReferenceUID
    RelatedGeneralSOPClassUID RelatedProcedureStepSequence RelatedRTROIObservationsSequence
    RelatedRTTreatmentPhaseIndex RelatedReferenceRTImageSequence RelatedSegmentCharacteristicsSequence
    RelatedSeriesSequence RelationshipSequenceTrial RelationshipType RelationshipTypeCodeSequenceTrial
    RelativeElevation RelativeImagePositionCodeSequence RelativeOpacity RelativeTime RelativeTimeUnits
    RelativeURIReferenceWithinEncapsulatedDocument RelativeXRayExposure RelevantInformationSequence
    RelevantOPTAttributesSequence RemovedFromOperationalUse RenderFieldOfView RenderProjection
    RenderedImageReferenceSequence RenderingMethod RepairID RepeatFractionCycleLength RepeatInterval RepetitionTime
    ReplacedImplantAssemblyTemplateSequence ReplacedImplantTemplateGroupSequence ReplacedImplantTemplateSequence
    ReplacedProcedureStepSequence ReportDetailSequenceTrial ReportNumber ReportProductionStatusTrial
    ReportStatusCommentTrial ReportStatusIDTrial ReportedValuesOrigin ReportingPriority RepositoryUniqueID
    RepresentativeFrameNumber ReprojectionMethod RequestAttributesSequence RequestPriority RequestedContrastAgent
    RequestedDecimateCropBehavior RequestedImageSize RequestedImageSizeFlag RequestedLateralityCodeSequence
    RequestedMediaApplicationProfile RequestedProcedureCodeSequence RequestedProcedureComments
    RequestedProcedureDescription RequestedProcedureDescriptionTrial RequestedProcedureID RequestedProcedureLocation
    RequestedProcedurePriority RequestedResolutionID RequestedSeriesDescription RequestedSeriesDescriptionCodeSequence
    RequestedStatusInterval RequestedSubsequentWorkitemCodeSequence RequestingAE RequestingPhysician
    RequestingPhysicianIdentificationSequence RequestingService RequestingServiceCodeSequence RescaleIntercept
    RescaleSlope RescaleType ResidualSyringeCounts ResonantNucleus ResourceDescription RespiratoryCyclePosition
    RespiratoryIntervalTime RespiratoryMotionCompensationTechnique RespiratoryMotionCompensationTechniqueDescription
    RespiratorySignalSource RespiratorySignalSourceID RespiratorySynchronizationSequence
    RespiratoryTriggerDelayThreshold RespiratoryTriggerType ResponsibleGroupCodeSequence ResponsibleOrganization
    ResponsiblePerson ResponsiblePersonRole ResultingGeneralPurposePerformedProcedureStepsSequence ResultsComments
    ResultsDistributionListSequence ResultsID ResultsIDIssuer ResultsNormalsSequence RetainInstances
    RetestSensitivityValue RetestStimulusSeen RetinalThicknessDefinitionCodeSequence RetrieveAETitle
    RetrieveLocationUID RetrieveURI RetrieveURL ReviewDate ReviewTime ReviewerName RevolutionTime RightImageSequence
    RightLensSequence RoboticBaseLocationIndicator RoboticNodeIdentifier RoboticPathControlPointSequence
    RoboticPathNodeSetCodeSequence RotationAngle RotationDirection RotationInformationSequence RotationOfScannedFilm
    RotationOffset RotationPoint RotationVector RouteID RouteIDAssigningAuthority RouteOfAdmissions
    RouteSegmentEndLocationID RouteSegmentEndTime RouteSegmentID RouteSegmentLocationIDType RouteSegmentSequence
    RouteSegmentStartLocationID RouteSegmentStartTime RowOverlap RowPositionInTotalImagePixelMatrix Rows SAR SCPStatus
    SNRThreshold SOPAuthorizationComment SOPAuthorizationDateTime SOPClassUID SOPClassesInStudy SOPClassesSupported
    SOPInstanceStatus SOPInstanceUID SOPInstanceUIDOfConcatenationSource STOWRSStorageSequence SUVType
    SafePositionExitDate SafePositionExitTime SafePositionReturnDate SafePositionReturnTime SamplesPerPixel
    SamplesPerPixelUsed SamplingFrequency SamplingStepSize Saturation SaturationRecovery ScanArc ScanArcType
    ScanLength ScanMode ScanOptions ScanPatternTypeCodeSequence ScanProcedure ScanProgressionDirection
    ScanSpotMetersetWeights ScanSpotMetersetsDelivered ScanSpotPositionMap ScanSpotPrescribedIndices ScanSpotReordered
    ScanSpotReorderingAllowed ScanSpotSizesDelivered ScanSpotTimeOffset ScanSpotTuneID ScanStartPositionSequence
    ScanStopPositionSequence ScanType ScanVelocity ScannerSettingsSequence ScanningSequence ScanningSpotSize
    ScatterCorrected ScatterCorrectionMethod ScatterFractionFactor SceneCaptureType SceneType ScheduledAdmissionDate
    ScheduledAdmissionTime ScheduledDischargeDate ScheduledDischargeTime ScheduledHumanPerformersSequence
    ScheduledPatientInstitutionResidence ScheduledPerformingPhysicianIdentificationSequence
    ScheduledPerformingPhysicianName ScheduledProcedureStepDescription ScheduledProcedureStepEndDate
    ScheduledProcedureStepEndTime ScheduledProcedureStepExpirationDateTime ScheduledProcedureStepID
    ScheduledProcedureStepLocation ScheduledProcedureStepModificationDateTime ScheduledProcedureStepPriority
    ScheduledProcedureStepSequence ScheduledProcedureStepStartDate ScheduledProcedureStepStartDateTime
    ScheduledProcedureStepStartTime ScheduledProcedureStepStatus ScheduledProcessingApplicationsCodeSequence
    ScheduledProcessingParametersSequence ScheduledProtocolCodeSequence ScheduledSpecimenSequence
    ScheduledStationAETitle ScheduledStationClassCodeSequence ScheduledStationGeographicLocationCodeSequence
    ScheduledStationName ScheduledStationNameCodeSequence ScheduledStepAttributesSequence ScheduledStudyLocation
    ScheduledStudyLocationAETitle ScheduledStudyStartDate ScheduledStudyStartTime ScheduledStudyStopDate
    ScheduledStudyStopTime ScheduledWorkitemCodeSequence ScopeOfInventorySequence ScreenMinimumColorBitDepth
    ScreenMinimumGrayscaleBitDepth ScreeningBaselineMeasured ScreeningBaselineMeasuredSequence ScreeningBaselineType
    ScreeningBaselineValue ScreeningTestModeCodeSequence SeamLineIndex SeamLineLocation SecondaryApprovalStatus
    SecondaryCaptureDeviceID SecondaryCaptureDeviceManufacturer SecondaryCaptureDeviceManufacturerModelName
    SecondaryCaptureDeviceSoftwareVersions SecondaryCountsAccumulated SecondaryCountsType
    SecondaryInspectionMethodSequence SecondaryPositionerIncrement SecondaryPositionerIncrementSign
    SecondaryPositionerScanArc SecondaryPositionerScanStartAngle SecondaryReviewDate SecondaryReviewTime
    SecondaryReviewerName SegmentAlgorithmName SegmentAlgorithmType SegmentAnnotationCategoryCodeSequence
    SegmentAnnotationTypeCodeSequence SegmentAnnotationTypeModifierCodeSequence SegmentCharacteristicsPrecedence
    SegmentCharacteristicsSequence SegmentDescription SegmentIdentificationSequence SegmentLabel SegmentNumber
    SegmentReferenceIndex SegmentReferenceSequence SegmentSequence
    SegmentSurfaceGenerationAlgorithmIdentificationSequence SegmentSurfaceSourceInstanceSequence
    SegmentationAlgorithmIdentificationSequence SegmentationCreationTemplateLabel SegmentationFractionalType
    SegmentationTemplateUID SegmentationType SegmentedAlphaPaletteColorLookupTableData
    SegmentedBluePaletteColorLookupTableData SegmentedGreenPaletteColorLookupTableData SegmentedKSpaceTraversal
    SegmentedPropertyCategoryCodeSequence SegmentedPropertyTypeCodeSequence SegmentedPropertyTypeModifierCodeSequence
    SegmentedRTAccessoryDeviceSequence SegmentedRedPaletteColorLookupTableData SegmentsOverlap
    SelectedFrameFunctionalGroupsSequence SelectedFrameNumber SelectedSegmentalOphthalmicAxialLengthSequence
    SelectedTotalOphthalmicAxialLengthSequence SelectorAEValue SelectorASValue SelectorATValue SelectorAttribute
    SelectorAttributeKeyword SelectorAttributeName SelectorAttributePrivateCreator SelectorAttributeVR SelectorCSValue
    SelectorCodeSequenceValue SelectorDAValue SelectorDSValue SelectorDTValue SelectorFDValue SelectorFLValue
    SelectorISValue SelectorLOValue SelectorLTValue SelectorOBValue SelectorODValue SelectorOFValue SelectorOLValue
    SelectorOVValue SelectorOWValue SelectorPNValue SelectorSHValue SelectorSLValue SelectorSSValue SelectorSTValue
    SelectorSVValue SelectorSequencePointer SelectorSequencePointerItems SelectorSequencePointerPrivateCreator
    SelectorTMValue SelectorUCValue SelectorUIValue SelectorULValue SelectorUNValue SelectorURValue SelectorUSValue
    SelectorUTValue SelectorUVValue SelectorValueNumber SelfTimerMode SensingMethod Sensitivity SensitivityCalibrated
    SensitivityType SensitivityValue SensorName SensorTemperature SequenceName SequenceOfCompressedData
    SequenceOfUltrasoundRegions SequenceVariant SequencingIndicatorTrial SeriesDate SeriesDescription
    SeriesDescriptionCodeSequence SeriesInStudy SeriesInstanceUID SeriesNumber SeriesTime SeriesType
    ServiceEpisodeDescription ServiceEpisodeID SettlingPhaseFrame SetupDeviceDescription SetupDeviceLabel
    SetupDeviceParameter SetupDeviceSequence SetupDeviceType SetupImageComment SetupReferenceDescription
    SetupTechnique SetupTechniqueDescription ShadingStyle ShadowColorCIELabValue ShadowOffsetX ShadowOffsetY
    ShadowOpacity ShadowStyle ShapeType SharedFunctionalGroupsSequence Sharpness ShieldingDeviceDescription
    ShieldingDeviceLabel ShieldingDevicePosition ShieldingDeviceSequence ShieldingDeviceType Shininess
    ShortTermFluctuation ShortTermFluctuationCalculated ShortTermFluctuationProbability
    ShortTermFluctuationProbabilityCalculated ShotDurationTime ShotOffsetTime ShowAcquisitionTechniquesFlag
    ShowGraphicAnnotationFlag ShowGrayscaleInverted ShowImageTrueSizeFlag ShowPatientDemographicsFlag ShowTickLabel
    ShutterLeftVerticalEdge ShutterLowerHorizontalEdge ShutterOverlayGroup ShutterPresentationColorCIELabValue
    ShutterPresentationValue ShutterRightVerticalEdge ShutterShape ShutterSpeedValue ShutterUpperHorizontalEdge
    SignalDomainColumns SignalDomainRows SignalToNoiseRatio Signature SimpleFrameList
    SimulatedKeratometricCylinderSequence SingleCollimationWidth SkipBeats SkipFrameRangeFlag SlabOrientation
    SlabThickness SliceLocation SliceLocationVector SliceProgressionDirection SliceSensitivityFactor SliceThickness
    SliceVector SlideIdentifier SmallestImagePixelValue SmallestImagePixelValueInPlane SmallestPixelValueInSeries
    SmallestValidPixelValue SmokingStatus SmoothingType SnoutID SnoutPosition SnoutPositionTolerance SnoutSequence
    SoftTissueFocusThermalIndex SoftTissueSurfaceThermalIndex SoftTissueThermalIndex SoftcopyVOILUTSequence
    SoftwareVersions SortByCategory SortingDirection SortingOperationsSequence SoundPathLength
    SoundSpeedCorrectionMechanismCodeSequence SourceAcquisitionBeamNumber SourceAcquisitionProtocolElementNumber
    SourceApplicatorID SourceApplicatorLength SourceApplicatorManufacturer SourceApplicatorName SourceApplicatorNumber
    SourceApplicatorStepSize SourceApplicatorTipLength SourceApplicatorType SourceApplicatorWallNominalThickness
    SourceApplicatorWallNominalTransmission SourceAxisDistance SourceConceptualVolumeSequence
    SourceConceptualVolumeUID SourceDescription SourceEncapsulationNominalThickness
    SourceEncapsulationNominalTransmission SourceEndDateTime SourceFrameOfReferenceUID SourceHangingProtocolSequence
    SourceIdentifier SourceImageCornealProcessedDataSequence SourceImageEvidenceSequence SourceImageSequence
    SourceInstanceSequence SourceIrradiationEventSequence SourceIsotopeHalfLife SourceIsotopeName SourceManufacturer
    SourceModelID SourceMovementType SourceNumber SourceOfAnteriorChamberDepthDataCodeSequence
    SourceOfCorneaMeasurementDataCodeSequence SourceOfCornealSizeDataCodeSequence
    SourceOfLensThicknessDataCodeSequence SourceOfOphthalmicAxialLengthCodeSequence SourceOfPreviousValues
    SourceOfRefractiveMeasurementsCodeSequence SourceOfRefractiveMeasurementsSequence SourceOrientation
    SourcePatientGroupIdentificationSequence SourcePixelPlanesCharacteristicsSequence SourcePosition
    SourceReconstructionProtocolElementNumber SourceRollAngle SourceSequence SourceSerialNumber
    SourceSeriesInformationSequence SourceSeriesSequence SourceStartDateTime SourceStrength
    SourceStrengthReferenceDate SourceStrengthReferenceTime SourceStrengthUnits
    SourceToApplicatorMountingPositionDistance SourceToBeamLimitingDeviceDistance SourceToBlockTrayDistance
    SourceToCompensatorDistance SourceToCompensatorTrayDistance SourceToExternalContourDistance
    SourceToGeneralAccessoryDistance SourceToPatientSurfaceDistance SourceToReferenceObjectDistance
    SourceToSurfaceDistance SourceToWedgeTrayDistance SourceType SourceWaveformSequence SpacingBetweenSlices
    SpatialFrequencyResponseColumnNames SpatialFrequencyResponseColumns SpatialFrequencyResponseRows
    SpatialFrequencyResponseValues SpatialLocationsPreserved SpatialPresaturation SpatialResolution
    SpatialTransformOfDose SpecialNeeds SpecificAbsorptionRateDefinition SpecificAbsorptionRateSequence
    SpecificAbsorptionRateValue SpecificCharacterSet SpecificationSelectionGuidance SpecifiedChannelTotalTime
    SpecifiedMeterset SpecifiedNumberOfPulses SpecifiedPrimaryMeterset SpecifiedPulseRepetitionInterval
    SpecifiedSecondaryMeterset SpecifiedTreatmentTime SpecimenAccessionNumber SpecimenDescriptionSequence
    SpecimenDescriptionSequenceTrial SpecimenDescriptionTrial SpecimenDetailedDescription SpecimenIdentifier
    SpecimenLabelInImage SpecimenLocalizationContentItemSequence SpecimenPreparationSequence
    SpecimenPreparationStepContentItemSequence SpecimenReferenceSequence SpecimenSequence SpecimenShortDescription
    SpecimenTypeCodeSequence SpecimenUID SpectralSensitivity SpectralWidth SpectrallySelectedExcitation
    SpectrallySelectedSuppression SpectroscopyAcquisitionDataColumns SpectroscopyAcquisitionOutOfPlanePhaseSteps
    SpectroscopyAcquisitionPhaseColumns SpectroscopyAcquisitionPhaseRows SpectroscopyData SpecularReflectionIntensity
    SpherePower SphericalLensPower SpiralPitchFactor Spoiling StackID StageCodeSequence StageName StageNumber
    StandardOutputSensitivity StartAcquisitionDateTime StartAngle StartCardiacTriggerCountThreshold
    StartCumulativeMeterset StartCumulativeMetersetWeight StartCumulativeTimeWeight StartDensityThreshold
    StartMeterset StartRelativeDensityDifferenceThreshold StartRespiratoryTriggerCountThreshold StartTrim
    StartingMetersetValueKnownFlag StartingRespiratoryAmplitude StartingRespiratoryPhase StationAETitle StationName
    SteadyStatePulseSequence SteepCornealAxisSequence SteepKeratometricAxisSequence SteeringAngle StereoBaselineAngle
    StereoBaselineDisplacement StereoHorizontalPixelOffset StereoPairsPresent StereoPairsSequence StereoRotation
    StereoVerticalPixelOffset StimuliRetestingQuantity StimulusArea StimulusColorCodeSequence StimulusPresentationTime
    StimulusResults StopCumulativeMeterset StopTrim StorageMediaFileSetID StorageMediaFileSetUID
    StorageProtocolElementSequence StorageProtocolElementSpecificationSequence StorageURL StoredInstanceBaseURI
    StoredInstanceTransferSyntaxUID StoredValueColorRangeSequence StrainAdditionalInformation StrainCodeSequence
    StrainDescription StrainNomenclature StrainSource StrainSourceRegistryCodeSequence StrainStockNumber
    StrainStockSequence StructureSetDate StructureSetDescription StructureSetLabel StructureSetName
    StructureSetROISequence StructureSetTime StructuredConstraintObservationSequence
    StructuredDisplayBackgroundCIELabValue StructuredDisplayImageBoxSequence StructuredDisplayTextBoxSequence
    StudiesContainingOtherReferencedInstancesSequence StudyAccessEndPointsSequence StudyArrivalDate StudyArrivalTime
    StudyComments StudyCompletionDate StudyCompletionTime StudyComponentStatusID StudyDate StudyDescription StudyID
    StudyIDIssuer StudyInstanceUID StudyPriorityID StudyReadDate StudyReadTime StudyStatusID StudyTime
    StudyUpdateDateTime StudyVerifiedDate StudyVerifiedTime SubjectArea SubjectDistance SubjectDistanceRange
    SubjectLocation SubjectRelativePositionInImage SubjectiveRefractionLeftEyeSequence
    SubjectiveRefractionRightEyeSequence SubscriptionListStatus SubstanceAdministrationApproval
    SubstanceAdministrationDateTime SubstanceAdministrationDeviceID SubstanceAdministrationNotes
    SubstanceAdministrationParameterSequence SubtaskWorkitemCodeSequence SubtractionItemID SummarizedFilterLookupTable
    SupportedImageDisplayFormatsSequence SurfaceAsymmetryIndex SurfaceComments SurfaceCount SurfaceEntryPoint
    SurfaceMeshPrimitivesSequence SurfaceMeshZPixelOffset SurfaceModelDescriptionSequence SurfaceModelLabel
    SurfaceModelScalingFactor SurfaceNumber SurfacePointColorCIELabValueData SurfacePointPresentationValueData
    SurfacePointsNormalsSequence SurfacePointsSequence SurfaceProcessing
    SurfaceProcessingAlgorithmIdentificationSequence SurfaceProcessingDescription SurfaceProcessingRatio
    SurfaceRegularityIndex SurfaceScanAcquisitionTypeCodeSequence SurfaceScanModeCodeSequence SurfaceSequence
    SurgicalTechnique SurgicallyInducedAstigmatismSequence SwitchingPhaseNominalDuration SwitchingPhaseNumber
    SwitchingPhaseTransitionDuration SwivelRange SynchronizationChannel SynchronizationFrameOfReferenceUID
    SynchronizationTrigger SynchronizedImageBoxList SynchronizedScrollingSequence SyntheticData SyringeCounts
    SystemStatus SystemStatusComment T2Preparation TDRType TIDOffset TIPType TMLinePositionX0 TMLinePositionX0Retired
    TMLinePositionX1 TMLinePositionX1Retired TMLinePositionY0 TMLinePositionY0Retired TMLinePositionY1
    TMLinePositionY1Retired TableAngle TableColumnDefinitionSequence TableColumnNumber TableCradleTiltAngle
    TableFeedPerRotation TableFrameOfReferenceUID TableHeadTiltAngle TableHeight TableHorizontalRotationAngle
    TableLateralIncrement TableLongitudinalIncrement TableMotion TableOfParameterValues TableOfPixelValues
    TableOfXBreakPoints TableOfYBreakPoints TablePosition TablePositionSequence TableRowDefinitionSequence
    TableRowNumber TableSpeed TableTopEccentricAdjustedAngle TableTopEccentricAngle TableTopEccentricAngleTolerance
    TableTopEccentricAxisDistance TableTopEccentricRotationDirection TableTopLateralAdjustedPosition
    TableTopLateralPosition TableTopLateralPositionTolerance TableTopLateralSetupDisplacement
    TableTopLongitudinalAdjustedPosition TableTopLongitudinalPosition TableTopLongitudinalPositionTolerance
    TableTopLongitudinalSetupDisplacement TableTopPitchAdjustedAngle TableTopPitchAngle TableTopPitchAngleTolerance
    TableTopPitchRotationDirection TableTopPositionAlignmentUID TableTopRollAdjustedAngle TableTopRollAngle
    TableTopRollAngleTolerance TableTopRollRotationDirection TableTopVerticalAdjustedPosition TableTopVerticalPosition
    TableTopVerticalPositionTolerance TableTopVerticalSetupDisplacement TableTraverse TableType TableVerticalIncrement
    TableXPositionToIsocenter TableYPositionToIsocenter TableZPositionToIsocenter TabulatedValuesSequence
    TagAngleFirstAxis TagAngleSecondAxis TagSpacingFirstDimension TagSpacingSecondDimension TagThickness Tagging
    TaggingDelay TangentialPower TargetExposureIndex TargetFrameOfReferenceUID TargetLabel
    TargetLuminanceCharacteristicsSequence TargetMaterialSequence TargetMaximumDose TargetMaximumLuminance
    TargetMinimumDose TargetMinimumLuminance TargetPositionReferenceIndicator TargetPrescriptionDose TargetRefraction
    TargetUID TargetUnderdoseVolumeFraction TelephoneNumberTrial TeletherapyRadiationType Temperature
    TemplateExtensionCreatorUID TemplateExtensionFlag TemplateExtensionOrganizationUID TemplateIdentifier
    TemplateLocalVersion TemplateName TemplateNumber TemplateType TemplateVersion TemporalPositionIdentifier
    TemporalPositionIndex TemporalPositionSequence TemporalPositionTimeOffset TemporalRangeType
    TemporalRelationshipIntervalAnchor TemporalResolution TerminationCardiacTriggerCountThreshold
    TerminationCountsThreshold TerminationDensityThreshold TerminationRelativeDensityThreshold
    TerminationRespiratoryTriggerCountThreshold TerminationTimeThreshold TestImageValidation TestPatternCodeSequence
    TestPointNormalsDataFlag TestPointNormalsSequence TestResult TestResultComment TextColorCIELabValue TextComments
    TextObjectSequence TextString TextStyleSequence TextValue TextureLabel TherapeuticRoleCategoryCodeSequence
    TherapeuticRoleTypeCodeSequence TherapyDescription TherapyType ThreatCategory ThreatCategoryDescription
    ThreatDetectionAlgorithmAndVersion ThreatROIBase ThreatROIBitmap ThreatROIExtents ThreatROIVoxelSequence
    ThreatSequence ThreeDDegreeOfFreedomAxis ThreeDImplantTemplateGroupMemberMatchingAxes
    ThreeDImplantTemplateGroupMemberMatchingPoint ThreeDLineCoordinates ThreeDMatingAxes ThreeDMatingPoint
    ThreeDPlaneNormal ThreeDPlaneOrigin ThreeDPointCoordinates ThreeDRenderingType ThresholdDensity ThresholdSequence
    ThresholdType ThresholdValue ThresholdValueSequence TickAlignment TickLabel TickLabelAlignment TickPosition Time
    TimeBasedImageSetsSequence TimeDistributionProtocol TimeDomainFiltering
    TimeOfDocumentCreationOrVerbalTransactionTrial TimeOfFlightContrast TimeOfFlightInformationUsed
    TimeOfFrameGroupSequence TimeOfGainCalibration TimeOfLastCalibration TimeOfLastDetectorCalibration
    TimeOfSecondaryCapture TimeRange TimeSeriesBlending TimeSliceVector TimeSlotInformationSequence TimeSlotNumber
    TimeSlotTime TimeSlotVector TimeSource TimezoneOffsetFromUTC TissueHeterogeneityCorrection TissueLocation
    ToleranceTableLabel ToleranceTableNumber ToleranceTableSequence ToleranceValue TomoAngle TomoClass TomoLayerHeight
    TomoTime TomoType TomotherapeuticControlPointSequence TomotherapeuticLeafInitialClosedDurations
    TomotherapeuticLeafOpenDurations TopLeftHandCornerOfLocalizerArea TopicAuthor TopicKeywords TopicSubject
    TopicTitle ToricIOLPowerForExactEmmetropiaSequence ToricIOLPowerForExactTargetRefractionSequence
    ToricIOLPowerSequence TotalAperture TotalBlockTrayFactor TotalBlockTrayWaterEquivalentThickness
    TotalCollimationWidth TotalCompensatorTrayFactor TotalCompensatorTrayWaterEquivalentThickness TotalGain
    TotalNumberOfExposures TotalNumberOfPiecesOfMediaCreated TotalNumberOfStudyRecords TotalPixelMatrixColumns
    TotalPixelMatrixFocalPlanes TotalPixelMatrixOriginSequence TotalPixelMatrixRows TotalPrescriptionDose
    TotalProcessingTime TotalReferenceAirKerma TotalTimeOfFluoroscopy TotalWedgeTrayWaterEquivalentThickness
    TrackPointIndexList TrackSequence TrackSetAnatomicalTypeCodeSequence TrackSetDescription TrackSetLabel
    TrackSetNumber TrackSetSequence TrackSetStatisticsSequence TrackStatisticsSequence
    TrackingAlgorithmIdentificationSequence TrackingID TrackingUID TransactionStatus TransactionStatusComment
    TransactionUID TransducerApplicationCodeSequence TransducerBeamSteeringCodeSequence TransducerData
    TransducerFrequency TransducerGeometryCodeSequence TransducerIdentificationSequence TransducerOrientation
    TransducerOrientationModifierSequence TransducerOrientationSequence TransducerPosition
    TransducerPositionModifierSequence TransducerPositionSequence TransducerResponseSequence
    TransducerScanPatternCodeSequence TransducerTechnologySequence TransducerType TransferTubeLength
    TransferTubeNumber TransformDescription TransformLabel TransformNumberOfAxes TransformOrderOfAxes
    TransformVersionNumber TransformationAlgorithmSequence TransformationMethodCodeSequence TransformedAxisUnits
    TranslationRateX TranslationRateY TransmitCoilManufacturerName TransmitCoilName TransmitCoilType
    TransmitTransducerSequence TransmitTransducerSettingsSequence TransmitterFrequency TransportClassification
    TransverseDetectorSeparation TransverseMash TrayAccessoryCode TreatmentControlPointDate TreatmentControlPointTime
    TreatmentDate TreatmentDeliveryContinuationFlag TreatmentDeliveryType TreatmentDeviceIdentificationSequence
    TreatmentMachineName TreatmentMachineSequence TreatmentMachineSpecialModeCodeSequence TreatmentPositionGroupLabel
    TreatmentPositionGroupSequence TreatmentPositionGroupUID TreatmentPositionIndex TreatmentPositionSequence
    TreatmentProtocols TreatmentRecordContentOrigin TreatmentSessionApplicationSetupSequence
    TreatmentSessionBeamSequence TreatmentSessionIonBeamSequence TreatmentSessionUID TreatmentSite
    TreatmentSiteCodeSequence TreatmentSiteModifierCodeSequence TreatmentSites TreatmentStatusComment
    TreatmentSummaryCalculatedDoseReferenceSequence TreatmentSummaryMeasuredDoseReferenceSequence
    TreatmentTechniqueNotes TreatmentTerminationCode TreatmentTerminationDescription TreatmentTerminationStatus
    TreatmentTime TreatmentTimeLimit TreatmentToleranceViolationAttributeSequence TreatmentToleranceViolationCategory
    TreatmentToleranceViolationCauseCodeSequence TreatmentToleranceViolationDateTime
    TreatmentToleranceViolationDescription TreatmentToleranceViolationIdentification
    TreatmentToleranceViolationSequence TreatmentToleranceViolationTypeCodeSequence TreatmentVerificationStatus
    TriangleFanSequence TrianglePointIndexList TriangleStripSequence TriggerSamplePosition TriggerSourceOrType
    TriggerTime TriggerTimeOffset TriggerVector TriggerWindow Trim TubeAngle TwoDDegreeOfFreedomAxis
    TwoDDegreeOfFreedomSequence TwoDImplantTemplateGroupMemberMatchingAxes TwoDImplantTemplateGroupMemberMatchingPoint
    TwoDLineCoordinates TwoDLineCoordinatesSequence TwoDMatingAxes TwoDMatingFeatureCoordinatesSequence
    TwoDMatingPoint TwoDPlaneCoordinatesSequence TwoDPlaneIntersection TwoDPointCoordinates
    TwoDPointCoordinatesSequence TwoDimensionalToThreeDimensionalMapData TwoDimensionalToThreeDimensionalMapSequence
    TypeOfDetectorMotion TypeOfFilters TypeOfInstances TypeOfOpticalCorrection TypeOfPatientID TypeOfSynchronization
    UDISequence UID URNCodeValue USImageDescriptionSequence UVMappingSequence UValueData UltrasoundAcquisitionGeometry
    UltrasoundColorDataPresent UltrasoundOphthalmicAxialLengthMeasurementsSequence
    UltrasoundSelectedOphthalmicAxialLengthSequence UnassignedPerFrameConvertedAttributesSequence
    UnassignedSharedConvertedAttributesSequence Underlined UnformattedTextValue UnifiedProcedureStepListStatus
    UnifiedProcedureStepPerformedProcedureSequence UniformResourceLocatorTrial UniqueDeviceIdentifier Units
    UniversalEntityID UniversalEntityIDType UnspecifiedLateralityLensSequence UpdatedMetadataSequence
    UpperCutoffFrequency UpperLimitNumberOfPersistentFluoroscopyFrames UpperLowerPixelValues
    UrgencyOrPriorityAlertsTrial UsedFiducialsSequence UsedRTStructureSetROISequence UsedSegmentsSequence
    UserContentLabel UserContentLongLabel UserSelectedGainY UserSelectedOffsetX UserSelectedOffsetY UserSelectedPhase
    VOILUTFunction VOILUTSequence VOIType VValueData ValueType VariableFlipAngleFlag VariableModalityLUTSequence
    VectorAccuracy VectorCoordinateData VectorDimensionality VectorGridData VelocityEncodingAcquisitionSequence
    VelocityEncodingDirection VelocityEncodingMaximumValue VelocityEncodingMinimumValue VelocityOfSound
    VerbalSourceIdentifierCodeSequenceTrial VerbalSourceTrial VerificationDateTime VerificationFlag
    VerificationImageTiming VerifyingObserverIdentificationCodeSequence VerifyingObserverName
    VerifyingObserverSequence VerifyingOrganization VertexDistance VertexPointIndexList VerticalAlignment
    VerticalOffsetOfSensor VerticalPrismBase VerticalPrismPower VerticesOfTheOutlineOfPupil
    VerticesOfThePolygonalCollimator VerticesOfThePolygonalExposureControlSensingRegion VerticesOfThePolygonalOutline
    VerticesOfThePolygonalShutter VerticesOfTheRegion VideoImageFormatAcquired ViewCodeSequence
    ViewModifierCodeSequence ViewName ViewNumber ViewOrientationCodeSequence ViewOrientationModifierCodeSequence
    ViewPosition ViewingDistance ViewingDistanceType ViewpointLookAtPoint ViewpointPosition ViewpointUpDirection
    VirtualSourceAxisDistances VisitComments VisitStatusID VisualAcuityBothEyesOpenSequence
    VisualAcuityLeftEyeSequence VisualAcuityMeasurementSequence VisualAcuityModifiers VisualAcuityRightEyeSequence
    VisualAcuityTypeCodeSequence VisualEvaluationMethodCodeSequence VisualEvaluationResultSequence
    VisualEvaluationTestSequence VisualFieldCatchTrialSequence VisualFieldGlobalResultsIndexSequence
    VisualFieldHorizontalExtent VisualFieldMeanSensitivity VisualFieldShape VisualFieldTestDuration
    VisualFieldTestNormalsFlag VisualFieldTestPointNormalsSequence VisualFieldTestPointSequence
    VisualFieldTestPointXCoordinate VisualFieldTestPointYCoordinate VisualFieldTestReliabilityGlobalIndexSequence
    VisualFieldVerticalExtent VitalStainCodeSequenceTrial VitreousStatusCodeSequence VitreousStatusDescription
    VolumeBasedCalculationTechnique VolumeCroppingMethod VolumeCroppingSequence VolumeFrameOfReferenceUID
    VolumeLocalizationSequence VolumeLocalizationTechnique VolumeOfPTO VolumeStreamSequence VolumeToTableMappingMatrix
    VolumeToTransducerMappingMatrix VolumeToTransducerRelationship VolumetricAnnotationSequence VolumetricCurvePoints
    VolumetricCurveUpDirections VolumetricPresentationInputAnnotationSequence VolumetricPresentationInputIndex
    VolumetricPresentationInputNumber VolumetricPresentationInputSetSequence VolumetricPresentationInputSetUID
    VolumetricPresentationStateInputSequence VolumetricProperties WADORSRetrievalSequence WADORetrievalSequence
    WarningReason WaterDepth WaterEquivalentDiameter WaterEquivalentDiameterCalculationMethodCodeSequence
    WaterReferenceAcquisition WaterReferencedPhaseCorrection WaveformAmplifierType WaveformAnnotationSequence
    WaveformBitsAllocated WaveformBitsStored WaveformChannelNumber WaveformData WaveformDataDisplayScale
    WaveformDisplayBackgroundCIELabValue WaveformFilterDescription WaveformFilterType WaveformOriginality
    WaveformPaddingValue WaveformPresentationGroupSequence WaveformSampleInterpretation WaveformSequence WedgeAngle
    WedgeAngleFloat WedgeChamferHeight WedgeCurve WedgeDefinitionSequence WedgeDescription WedgeElement1Position
    WedgeFactor WedgeFrontGap WedgeFrontHeight WedgeID WedgeInContactLength WedgeInContactWidth WedgeManufacturerName
    WedgeMaterial WedgeMaterialVelocity WedgeModelNumber WedgeName WedgeNumber WedgeOffsetX WedgeOffsetY WedgeOffsetZ
    WedgeOrientation WedgeOriginOffsetX WedgePosition WedgePositionSequence WedgeRearHeight WedgeRoofAngle
    WedgeSequence WedgeThinEdgePosition WedgeTimeDelay WedgeTotalHeight WedgeTotalLength WedgeTotalWidth WedgeType
    WeekdayFractionPatternSequence WeightingLookupTableData WeightingLookupTableDescriptor
    WeightingTransferFunctionSequence WhiteBalance WhitePoint WhitePointFlag WholeBodyTechnique
    WholeSlideMicroscopyImageFrameTypeSequence WideFieldOphthalmicPhotographyQualityRatingSequence
    WideFieldOphthalmicPhotographyQualityThresholdSequence WideFieldOphthalmicPhotographyThresholdQualityRating
    WindowCenter WindowCenterWidthExplanation WindowWidth WorklistLabel XAAcquisitionDuration XAAcquisitionFrameRate
    XAAcquisitionPhaseDetailsSequence XAPlaneDetailsSequence XAXRFFrameCharacteristicsSequence
    XCoordinatesCenterPixelViewAngle XDSRetrievalSequence XDSStorageSequence XFocusCenter
    XOffsetInSlideCoordinateSystem XRay3DAcquisitionSequence XRay3DFrameTypeSequence XRay3DReconstructionSequence
    XRayAcquisitionDoseSequence XRayDetectorID XRayDetectorIndex XRayDetectorLabel XRayFilterDetailsSequence
    XRayFilterSequence XRayGeometrySequence XRayGridSequence XRayImageReceptorAngle XRayImageReceptorTranslation
    XRayMassAttenuationCoefficient XRayOutput XRayReceptorType XRaySourceID XRaySourceIndex
    XRaySourceIsocenterPrimaryAngle XRaySourceIsocenterSecondaryAngle XRayTubeCurrent XRayTubeCurrentInmA
    XRayTubeCurrentInuA YCoordinatesCenterPixelViewAngle YFocusCenter YOffsetInSlideCoordinateSystem ZEffective
    ZOffsetInSlideCoordinateSystem ZeroVelocityPixelValue ZonalMapFormat ZonalMapLocation ZonalMapNumberFormat
    ZoomCenter ZoomFactor dBdt
)

complete -o default -F _scu scu
