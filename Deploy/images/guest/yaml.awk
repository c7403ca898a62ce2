# Flattens the YAML files of a config drive, each into a file of its name in the folder `out`: one
# line "path<TAB>value" for each scalar, the path's parts joined by /, items counted from 0; in the
# value \ is \\, a newline \n, a tab \t. A file that begins with #! is left alone.
# Block and flow collections (so JSON too), plain and quoted scalars, | and > blocks, comments.
# Not: anchors, tags, several documents, plain scalars over several lines.

function escape(s) {
  gsub(/\\/, "&&", s); gsub(/\n/, "\\n", s); gsub(/\t/, "\\t", s)
  return s
}
function emit(path, s) { print path "\t" escape(path ~ /macaddress$/ ? tolower(s) : s) >target }
function die(what) { print FILENAME ":" FNR ": " what >"/dev/stderr"; failed = 1; exit 1 }
function join(a, b) { return a == "" ? b : a "/" b }

# Reads a quoted scalar at the start of s into VALUE; returns what follows it.
function quoted(s,   out, c) {
  out = ""
  if (substr(s, 1, 1) == "\047") {
    s = substr(s, 2)
    while (match(s, /\047/)) {
      out = out substr(s, 1, RSTART - 1); s = substr(s, RSTART + 1)
      if (substr(s, 1, 1) != "\047") { VALUE = out; return s }
      out = out "\047"; s = substr(s, 2)
    }
    die("a quote is not closed")
  }
  s = substr(s, 2)
  while (match(s, /["\\]/)) {
    out = out substr(s, 1, RSTART - 1); c = substr(s, RSTART, 1); s = substr(s, RSTART + 1)
    if (c == "\"") { VALUE = out; return s }
    c = substr(s, 1, 1); s = substr(s, 2)
    if (c == "n") out = out "\n"
    else if (c == "t") out = out "\t"
    else if (c == "r") out = out "\r"
    else if (c == "u") die("\\u is not supported")
    else out = out c
  }
  die("a quote is not closed")
}

# Reads the flow value at the start of s, emits what is in it; returns what follows.
function flow(path, s,   n, key, c) {
  sub(/^[ \t]+/, "", s); c = substr(s, 1, 1)
  if (c == "[" || c == "{") {
    s = substr(s, 2); n = 0
    while (1) {
      sub(/^[ \t]+/, "", s)
      if (s == "") die("a bracket is not closed")
      if (substr(s, 1, 1) == (c == "[" ? "]" : "}")) return substr(s, 2)
      if (c == "[") s = flow(join(path, n++), s)
      else {
        if (s ~ /^["\047]/) { s = quoted(s); key = VALUE }
        else { match(s, /^[^:,}]*/); key = substr(s, 1, RLENGTH); s = substr(s, RLENGTH + 1); sub(/[ \t]+$/, "", key) }
        sub(/^[ \t]*/, "", s)
        if (substr(s, 1, 1) != ":") die("a key without a value")
        s = flow(join(path, key), substr(s, 2))
      }
      sub(/^[ \t]+/, "", s)
      if (substr(s, 1, 1) == ",") s = substr(s, 2)
      else if (s !~ /^[]}]/) die("a comma is missing")
    }
  }
  if (c == "\"" || c == "\047") { s = quoted(s); emit(path, VALUE); return s }
  match(s, /^[^],}]*/); n = substr(s, 1, RLENGTH); s = substr(s, RLENGTH + 1)
  sub(/[ \t]+$/, "", n); emit(path, n)
  return s
}

# A value behind "key:" or "- ".
function value(path, s) {
  if (s ~ /^[[{]/) {
    # A flow collection may go on over lines.
    while (open_brackets(s) > 0 && (getline more) > 0) s = s " " more
    flow(path, s)
  } else if (s ~ /^["\047]/) { quoted(s); emit(path, VALUE) }
  else { sub(/[ \t]+#.*$/, "", s); emit(path, s) }
}
function open_brackets(s,   t) {
  gsub(/"([^"\\]|\\.)*"/, "", s); gsub(/\047[^\047]*\047/, "", s)
  t = s
  return gsub(/[[{]/, "", s) - gsub(/[]}]/, "", t)
}

function push(ind, type, path) { d++; IND[d] = ind; TYPE[d] = type; PATH[d] = path; N[d] = 0; PEND[d] = "" }

function entry(ind, s,   item, rest, key) {
  if (s == "-" || s ~ /^- /) {
    while (IND[d] > ind) d--
    if (!(IND[d] == ind && TYPE[d] == "s")) push(ind, "s", PEND[d])
    item = join(PATH[d], N[d]++); rest = substr(s, 2); sub(/^ +/, "", rest); PEND[d] = item
    if (rest == "" || rest ~ /^#/) return
    ind += length(s) - length(rest)
    if (rest ~ /^- / || rest ~ /^[^"\047[{# ][^ ]*:( |$)/) entry(ind, rest)
    else if (rest ~ /^[|>]/) block(item, IND[d], rest)
    else value(item, rest)
    return
  }
  while (IND[d] > ind || (IND[d] == ind && TYPE[d] == "s")) d--
  if (IND[d] < ind) push(ind, "m", PEND[d])
  if (s ~ /^["\047]/) { s = quoted(s); key = VALUE; sub(/^[ \t]*/, "", s) }
  else if (match(s, /:( |$)/)) { key = substr(s, 1, RSTART - 1); s = substr(s, RSTART) }
  else die("neither key nor item: " s)
  s = substr(s, 2); sub(/^[ \t]+/, "", s)
  PEND[d] = join(PATH[d], key)
  if (s == "" || s ~ /^#/) return
  if (s ~ /^[|>]/) block(PEND[d], ind, s)
  else value(PEND[d], s)
}

function block(path, ind, s) { bpath = path; bind = ind; bstyle = s; bcut = -1; btext = ""; bblank = ""; inblock = 1 }
function block_end() {
  if (!inblock) return
  inblock = 0
  if (bstyle ~ /^.-/) sub(/\n$/, "", btext)
  emit(bpath, btext)
}

FNR == 1 {
  block_end()
  d = 0; IND[0] = -1; PEND[0] = ""
  target = FILENAME; sub(/.*\//, "", target); target = out "/" target
  printf "" >target
  skip = /^#!/
}
skip { next }
{ sub(/\r$/, "") }
inblock {
  match($0, /^ */); ind = RLENGTH
  if (ind == length($0)) { bblank = bblank "\n"; next }
  if (ind > bind) {
    if (bcut < 0) bcut = ind
    if (bstyle ~ /^>/ && btext != "") sub(/\n$/, " ", btext)
    btext = btext bblank substr($0, bcut + 1) "\n"; bblank = ""
    next
  }
  block_end()
}
/^[ \t]*(#.*)?$/ || /^---/ { next }
d == 0 && /^[[{]/ { value("", $0); next }
{ match($0, /^ */); ind = RLENGTH; if (substr($0, ind + 1, 1) == "\t") die("a tab indents"); entry(ind, substr($0, ind + 1)) }
END { if (!failed) block_end() }
