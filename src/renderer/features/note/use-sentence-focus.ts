import { useEffect, useState, type RefObject } from 'react';

export function focusSentence(root: ParentNode | null, id: string | undefined): void {
  if (id === undefined) return;
  const element = root?.querySelector<HTMLElement>(`[data-sentence="${CSS.escape(id)}"]`);
  element?.focus();
  // The bar below grows with what it tells of the sentence: look again once it has.
  if (element) requestAnimationFrame(() => element.scrollIntoView({ block: 'nearest' }));
}

/** Moves the focus to a sentence once it is drawn: after an edit, a removal, an undo. */
export function useSentenceFocus(root: RefObject<HTMLElement | null>): (id: string | undefined) => void {
  const [request, setRequest] = useState<{ id: string }>();
  useEffect(() => focusSentence(root.current, request?.id), [root, request]);
  return (id) => {
    if (id !== undefined) setRequest({ id });
  };
}
