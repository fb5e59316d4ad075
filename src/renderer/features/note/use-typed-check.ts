import { useEffect, useState } from 'react';
import type { ClaimCheck } from '../../../shared/model/claims.ts';
import type { EncounterId, SegmentId, SentenceId } from '../../../shared/model/ids.ts';
import { useClient } from '../../rpc/react.tsx';

/** What the typed words are to replace or are made of. */
export interface TypedFor {
  readonly encounterId: EncounterId;
  readonly sentenceId?: SentenceId | undefined;
  readonly fromSegmentId?: SegmentId | undefined;
}

/** Long enough that a word is finished, short enough to be there when the sentence is. */
const PAUSE_MS = 250;

/** Claims of a text while it is typed: asked after a pause, of the newest text only. Undefined until the first answer; a failure says nothing. */
export function useTypedCheck(text: string, typedFor: TypedFor | undefined): readonly ClaimCheck[] | undefined {
  const client = useClient();
  const [claims, setClaims] = useState<readonly ClaimCheck[]>();
  const { encounterId, sentenceId, fromSegmentId } = typedFor ?? {};
  useEffect(() => {
    if (encounterId === undefined || text.trim() === '') return;
    let isStale = false;
    const timer = setTimeout(() => {
      void client.call('note.verifyText', { encounterId, sentenceId, fromSegmentId, text }).then(
        (answer) => !isStale && setClaims(answer.claims),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [client, encounterId, sentenceId, fromSegmentId, text]);
  return text.trim() === '' ? undefined : claims;
}
