/** Texts that begin alike, as one tree of tokens: a node's text is the tokens from the root to it. */
export interface TokenTree {
  readonly tokens: readonly number[];
  /** The node before each, always earlier in the list; -1 for the root. */
  readonly parents: readonly number[];
}

export interface TokenTreeBuilder {
  /** Adds `tokens` after `node` (sharing nodes that are there already) and says which nodes they are. */
  extend(node: number, tokens: readonly number[]): number[];
  /** Nodes so far. */
  readonly size: number;
  build(): TokenTree;
}

/** Begins with one token, node 0. */
export function createTokenTree(root: number): TokenTreeBuilder {
  const tokens = [root];
  const parents = [-1];
  const children: Map<number, number>[] = [new Map()];
  return {
    extend(node, added) {
      let at = node;
      return added.map((token) => {
        let next = children[at]!.get(token);
        if (next === undefined) {
          next = tokens.length;
          tokens.push(token);
          parents.push(at);
          children.push(new Map());
          children[at]!.set(token, next);
        }
        at = next;
        return next;
      });
    },
    get size() {
      return tokens.length;
    },
    build: () => ({ tokens, parents }),
  };
}
