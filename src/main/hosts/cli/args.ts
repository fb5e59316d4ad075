import { parseArgs } from 'node:util';
import { DocumentKind } from '../../../shared/model/document.ts';

export interface ScribeArgs {
  readonly inputs: readonly string[];
  readonly areTranscripts: boolean;
  readonly out: string;
  readonly context?: string;
  /** The clinician's own words, one a line. */
  readonly vocabulary?: string;
  readonly template: string;
  readonly model?: string;
  readonly engine?: string;
  readonly language?: string;
  readonly fhir?: string;
  readonly signAs?: string;
  /** Documents to make beside the note, each once. */
  readonly documents: readonly DocumentKind[];
}

/** A mistake in how a command was called: one line for the user, exit 2. */
export class UsageError extends Error {}

export const SCRIBE_USAGE =
  'usage: npm run -s scribe -- VISIT… --out DIR [--transcript] [--context BUNDLE.json] [--vocabulary FILE] [--template NAME|FILE.json] [--model NAME] [--engine NAME] [--language CODE] [--fhir URL] [--sign-as NAME] [--documents KIND,KIND|all]';

/** @throws UsageError */
export function parseScribeArgs(argv: readonly string[]): ScribeArgs {
  // `--transcript FILE` reads like an option with a value, and `--transcript A B C` like a switch: a switch fits both.
  const args = argv.flatMap((arg) =>
    arg.startsWith('--transcript=') ? ['--transcript', arg.slice('--transcript='.length)] : [arg],
  );
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        transcript: { type: 'boolean' },
        context: { type: 'string' },
        vocabulary: { type: 'string' },
        template: { type: 'string' },
        model: { type: 'string' },
        engine: { type: 'string' },
        language: { type: 'string' },
        fhir: { type: 'string' },
        'sign-as': { type: 'string' },
        documents: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : 'unknown option');
  }
  const { values, positionals } = parsed;
  if (positionals.length === 0) throw new UsageError('no visit given');
  if (!values.out) throw new UsageError('--out DIR is missing');
  const signAs = values['sign-as']?.trim();
  if (signAs !== undefined && signAs.length < 2) throw new UsageError('--sign-as needs the clinician’s name in full');
  if (values.fhir !== undefined && !URL.canParse(values.fhir))
    throw new UsageError('--fhir needs the address of a FHIR server');
  return {
    inputs: positionals,
    areTranscripts: values.transcript ?? false,
    out: values.out,
    context: values.context,
    vocabulary: values.vocabulary,
    template: values.template ?? 'soap',
    model: values.model,
    engine: values.engine,
    language: values.language,
    fhir: values.fhir,
    signAs,
    documents: documentKinds(values.documents),
  };
}

/** @throws UsageError */
function documentKinds(given: string | undefined): DocumentKind[] {
  if (given === undefined) return [];
  const names = given === 'all' ? DocumentKind.options : given.split(',').map((name) => name.trim());
  return [...new Set(names)].map((name) => {
    const kind = DocumentKind.safeParse(name);
    if (!kind.success) throw new UsageError(`--documents knows ${DocumentKind.options.join(', ')}, or all`);
    return kind.data;
  });
}
