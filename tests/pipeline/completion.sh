#!/usr/bin/env bash
# What shells complete: every command and option that -h lists, by the scripts that gripe prints for them, asked in the shells that are here. What people mistype is answered with the
# word that is nearest, and `gripe help` leads to the same help as -h.
. "$(dirname "$0")/../tap.sh"
"$gripe" -h | awk '/^(commands|stages)/ {on = 1; next} NF == 0 {on = 0} on {print $1}' | sort -u >"$tmp/commands"
options_of() { "$gripe" "$1" -h | grep -oE '^ +(-., )?--[a-z0-9-]+' | grep -oE -- '--[a-z0-9-]+' | sort -u; }
for shell in bash zsh fish; do
    "$gripe" completion $shell >"$tmp/$shell"
    "$gripe" completion -o "$tmp/again" $shell
    same "the script for $shell is the same each time, on standard output and in a file" "$tmp/$shell" "$tmp/again"
    if command -v $shell >/dev/null; then check "$shell has nothing to say of its script" $shell -n "$tmp/$shell"; else skip "$shell is not here"; fi
done

# asked SHELL WORD... prints what is offered for the last word, sorted.
cat >"$tmp/ask.bash" <<'B'
. "$1"
shift
compopt() { :; }
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
_gripe
printf '%s\n' "${COMPREPLY[@]}"
B
in_bash() { bash "$tmp/ask.bash" "$tmp/bash" "$@" | sort -u; }
in_fish() { fish -c "source $tmp/fish; complete -C '$*'" 2>/dev/null | cut -f1 | sort -u; }
# What _arguments and _describe are given, which is what zsh offers.
cat >"$tmp/ask.zsh" <<'Z'
compdef() { :; }
source $1
shift
_describe() { print -l -- ${(P)2%%:*}; }
_arguments() { for spec in "$@"; do [[ $spec == '*--'* ]] && print -r -- ${${spec#\*}%%\[*}; done; }
words=("$@") CURRENT=$#
_gripe
Z
in_zsh() { zsh -f "$tmp/ask.zsh" "$tmp/zsh" "$@" | sort -u; }
for shell in bash zsh fish; do
    command -v $shell >/dev/null || continue
    missing=$(in_$shell gripe '' | comm -13 - "$tmp/commands")
    is "$shell offers every command" "$missing" ""
    bad=$(while read -r command; do
        options_of "$command" >"$tmp/wanted"
        in_$shell gripe "$command" -- | grep -E '^--[a-z]' >"$tmp/offered"
        comm -23 "$tmp/wanted" "$tmp/offered" | sed "s/^/$command lacks /"
        case $command in run | plan | history) continue ;; esac # take options of stages too, which their -h does not repeat
        # -h of few-optioned commands leaves out the common ones
        "$gripe" "$command" -h | grep -q -- '--help' && comm -13 "$tmp/wanted" "$tmp/offered" | sed "s/^/$command has no /"
    done <"$tmp/commands")
    is "$shell offers of each command every option that -h lists, and no other" "$bad" ""
done
is "run takes the options of stages too" "$(in_bash gripe run --ledg)" "--ledger"
is "values that are choices are offered" "$(in_bash gripe tables --format '' | tr '\n' ' ')" "csv xlsx "
mkdir -p "$tmp/here/folder" && touch "$tmp/here/file"
is "of a folder, folders" "$(cd "$tmp/here" && in_bash gripe run --out f)" "folder"
is "a stage under its own name has its options" "$(in_bash gripe-dedupe --nea)" "--near"
if command -v fish >/dev/null; then is "fish: values that are choices" "$(in_fish gripe tables --format '' | grep -xE 'csv|xlsx' | tr '\n' ' ')" "csv xlsx "; fi

said() { "$gripe" "$@" 2>&1 >/dev/null </dev/null; }
is "a mistyped command is answered with the nearest" "$(said clena)" 'gripe: unknown command "clena"; did you mean gripe clean?'
is "so is an option, also with a value" "$(said dedupe --naer=0.9)" 'gripe dedupe: unknown option --naer; did you mean --near?'
is "an option of a stage, of run" "$(said run --leger x)" 'gripe run: unknown option --leger; did you mean --ledger?'
is "a value that is one of few" "$(said tables --format xslx)" 'gripe tables: --format takes one of csv, xlsx, not "xslx"; did you mean xlsx?'
is "a shell" "$(said completion fisch)" 'gripe completion: no completion for a shell "fisch"; did you mean fish?'
is "what is near nothing is answered with where to look" "$(said entirely)" 'gripe: unknown command "entirely"; gripe -h lists them'
said clena >/dev/null
is "the status is that of usage" "$?" 2
bad=$(while read -r command; do cmp -s <("$gripe" help "$command") <("$gripe" "$command" -h) || echo "$command"; done <"$tmp/commands")
is "gripe help COMMAND is gripe COMMAND -h" "$bad" ""
is "and of none that there is, the nearest" "$(said help raed)" 'gripe: unknown command "raed"; did you mean gripe read?'

# On a terminal that nobody types into it says what it waits for.
waits() { PAGER='' python3 "$root/tests/pipeline/on_terminal.py" 80 24 timeout 2 "$gripe" "$@" | head -1; }
if python3 -c 'import pty; pty.openpty()' 2>/dev/null; then
    like "run without a file says on a terminal what it waits for" "$(waits run)" '^gripe run: no file is named, so this terminal is read: .*Ctrl-D'
    like "so does a stage" "$(waits read)" '^gripe read: no file is named'
    is "but not with -q" "$(waits clean -q | grep -c 'no file is named')" 0
else
    skip "terminals need a pty device"
fi
is "nor into a pipe" "$(said read)" "$(said read -)"
