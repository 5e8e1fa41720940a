import { type Document, isMap, isNode, isPair, isScalar, LineCounter, type Node } from 'yaml';

type Path = readonly PropertyKey[];

/** Line and column, from 1, of what `path` names in a YAML document; where it is not there, of the nearest thing around it. */
export const placeOf = (document: Document, lines: LineCounter, path: Path): { line: number; col: number } => {
  const offset = offsetOf(document, path);
  return offset === null ? { line: 1, col: 1 } : lines.linePos(offset);
};

const offsetOf = (document: Document, path: Path): number | null => {
  for (let length = path.length; length >= 0; length -= 1) {
    const offset = startOf(nodeAt(document, path.slice(0, length)));
    if (offset !== null) return offset;
  }
  return null;
};

/** The key of a member, since it stands before its value and is there even where the value is empty. */
const nodeAt = (document: Document, path: Path): Node | null => {
  const parent = path.length === 0 ? null : document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
    return pair && isNode(pair.key) ? pair.key : null;
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node : null;
};

const startOf = (node: Node | null): number | null => node?.range?.[0] ?? null;
