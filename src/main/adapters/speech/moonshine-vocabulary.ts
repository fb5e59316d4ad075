import llamaTokenizer from 'llama-tokenizer-js';

/** Begin and end of a text in Moonshine's vocabulary (Llama's 32,000 pieces and 768 unused ids after them). */
export const START_TOKEN = 1;
export const END_TOKEN = 2;
/** SentencePiece's mark for "a space goes before this". */
const SPACE = '\u2581';
/** What English speech is written with: letters, digits and the punctuation that people dictate. */
const ENGLISH_PIECE = /^\u2581?[A-Za-z0-9'.,?!%$&\-/:;\u2019]+$/;

export interface MoonshineVocabulary {
  /** Token ids that may be produced, ascending. The end of text is always the first. */
  readonly tokens: readonly number[];
  /** The piece of a column of the output (an index into `tokens`), space mark as a plain space. */
  pieceOf(column: number): string;
  /** Token ids of some words in the middle of a text; undefined where they are not written with this vocabulary. */
  encode(text: string): readonly number[] | undefined;
}

/** The part of the vocabulary that an English model can mean. */
export function englishVocabulary(): MoonshineVocabulary {
  const pieces = llamaTokenizer.vocabById;
  const tokens = [END_TOKEN];
  pieces.forEach((piece, id) => {
    if (id > END_TOKEN && (piece === SPACE || ENGLISH_PIECE.test(piece))) tokens.push(id);
  });
  const known = new Set(tokens);
  return {
    tokens,
    encode(text) {
      const ids = llamaTokenizer.encode(text, false, true);
      return ids.length > 0 && ids.every((id) => known.has(id)) ? ids : undefined;
    },
    pieceOf: (column) => {
      const id = tokens[column];
      return id === undefined || id === END_TOKEN ? '' : pieces[id]!.replace(SPACE, ' ');
    },
  };
}
