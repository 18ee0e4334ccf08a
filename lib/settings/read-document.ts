import { type Document, isNode, LineCounter, parseDocument, type ScalarTag, type Tags, type YAMLError } from 'yaml';
import { formatPath, type FoundProblem, type SettingsProblem } from '#lib/settings/problems';

/** A settings file as data. */
export interface SettingsDocument {
  data: unknown;
  /** Wrong, but no reason not to look for more: keys that are there twice. */
  problems: SettingsProblem[];
  /** Writes problems down with their paths and lines, in the order of the file. */
  locate: (found: readonly FoundProblem[]) => SettingsProblem[];
}

/** Reads YAML 1.2 or JSON. Syntax errors come back as problems whose path is their line; the rest is then not looked at. */
export function readDocument(
  text: string,
): SettingsDocument | { data: null; problems: SettingsProblem[]; locate: null } {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false, customTags });
  const wrong = [...document.errors, ...document.warnings].map((error) => describeSyntax(error, lines));
  if (document.errors.some((error) => error.code !== 'DUPLICATE_KEY'))
    return { data: null, problems: wrong, locate: null };
  try {
    const data = document.toJS() as unknown;
    const locate = (found: readonly FoundProblem[]) =>
      found
        .map(({ path, problem }) => ({ path: formatPath(path), problem, line: findLine(document, path, lines) }))
        .sort((a, b) => a.line - b.line)
        .map(({ path, problem, line }) => ({ path, problem: `${problem} (line ${line})` }));
    return { data, problems: wrong, locate };
  } catch {
    return { data: null, problems: [{ path: 'line 1', problem: 'repeats its anchors too often' }], locate: null };
  }
}

/** YAML reads a bare NULL as null; here it is the name of a transport type. */
function customTags(tags: Tags): Tags {
  return tags.map((tag) => {
    const isNull = typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:null';
    return isNull ? ({ ...tag, test: /^(?:~|null)?$/ } as ScalarTag) : tag;
  });
}

function describeSyntax(error: YAMLError, lines: LineCounter): SettingsProblem {
  const { line, col } = lines.linePos(error.pos[0]);
  const problem = error.code === 'DUPLICATE_KEY' ? 'is a key that is already there' : error.message;
  return { path: `line ${line}, column ${col}`, problem };
}

function findLine(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
