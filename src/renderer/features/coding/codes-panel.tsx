import { Badge, Button, Collapse, Loader, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Check, ChevronDown, Hash, Plus, RotateCcw, Search, X } from 'lucide-react';
import { useState } from 'react';
import type { CodeAlternative, Codes, DiagnosisCode } from '../../../shared/model/codes.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import { holdEvidence, hoverEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import classes from './codes.module.css';

export interface CodesPanelProps {
  encounterId: EncounterId;
  codes: Codes | undefined;
  readOnly: boolean;
}

/** Suggested codes with what they rest on; each is accepted or rejected by a person, and only accepted ones are sent. */
export function CodesPanel({ encounterId, codes, readOnly }: CodesPanelProps) {
  const { t } = useI18n();
  const decide = useAction('codes.decide', { refresh: ['encounters.get'] });
  const act = (code: string, decision: DiagnosisCode['decision'], replaceWith?: string): void =>
    decide.mutate({ encounterId, code, decision, replaceWith });

  return (
    <div className={classes.panel}>
      <h3 className={classes.heading}>{t('codes.diagnoses')}</h3>
      {!codes || codes.diagnoses.length === 0 ? (
        <Empty icon={Hash} title={t('codes.none')} hint={readOnly ? undefined : t('codes.noneHint')} />
      ) : (
        <ul className={classes.list}>
          {codes.diagnoses.map((diagnosis) => (
            <DiagnosisItem key={diagnosis.code} diagnosis={diagnosis} readOnly={readOnly} onDecide={act} />
          ))}
        </ul>
      )}
      {decide.error && <ErrorNotice error={decide.error} />}
      {!readOnly && <p className={classes.fine}>{t('codes.onlyAccepted')}</p>}
      {!readOnly && <CodeSearch present={codes?.diagnoses ?? []} onAdd={(code) => act(code, 'accepted')} />}
      {codes?.visit && (
        <section>
          <h3 className={classes.heading}>{t('codes.visit')}</h3>
          <p>
            <b className={classes.code}>{codes.visit.level}</b> {t(`codes.visitBasis.${codes.visit.basis}`)}
          </p>
          <p className={classes.fine}>{codes.visit.rationale}</p>
        </section>
      )}
      {codes && codes.warnings.length > 0 && (
        <Notice tone="warn" title={t('codes.warnings')}>
          <ul>
            {codes.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      {codes && (
        <p className={classes.fine}>{t('codes.edition', { edition: Object.values(codes.terminology).join(', ') })}</p>
      )}
    </div>
  );
}

interface DiagnosisItemProps {
  diagnosis: DiagnosisCode;
  readOnly: boolean;
  onDecide: (code: string, decision: DiagnosisCode['decision'], replaceWith?: string) => void;
}

function DiagnosisItem({ diagnosis, readOnly, onDecide }: DiagnosisItemProps) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const { code, display, decision, billable, evidence, alternatives, rationale } = diagnosis;
  return (
    <li
      className={classes.item}
      data-decision={decision}
      onMouseEnter={() => hoverEvidence(evidence)}
      onMouseLeave={() => hoverEvidence(undefined)}
      onFocus={() => holdEvidence(evidence)}
    >
      <div className={classes.itemHead}>
        <b className={classes.code}>{code}</b>
        <span className={classes.decision}>
          {decision === 'accepted' && <Check size={14} aria-hidden />}
          {decision === 'rejected' && <X size={14} aria-hidden />}
          {t(`codes.${decision}`)}
        </span>
      </div>
      <p className={classes.display}>{display}</p>
      {!billable && (
        <Badge color="orange" variant="outline">
          {t('codes.notBillable')}
        </Badge>
      )}
      {rationale !== '' && <p className={classes.fine}>{rationale}</p>}
      {!readOnly && (
        <div className={classes.itemActions}>
          {decision === 'suggested' ? (
            <>
              <Button
                size="compact-sm"
                variant="light"
                leftSection={<Check size={14} />}
                aria-label={t('codes.accept', { code })}
                onClick={() => onDecide(code, 'accepted')}
              >
                {t('codes.acceptShort')}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                leftSection={<X size={14} />}
                aria-label={t('codes.reject', { code })}
                onClick={() => onDecide(code, 'rejected')}
              >
                {t('codes.rejectShort')}
              </Button>
            </>
          ) : (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<RotateCcw size={14} />}
              aria-label={t('codes.reopen', { code })}
              onClick={() => onDecide(code, 'suggested')}
            >
              {t('codes.reopenShort')}
            </Button>
          )}
          {alternatives.length > 0 && (
            <Button
              size="compact-sm"
              variant="subtle"
              rightSection={<ChevronDown size={14} />}
              aria-expanded={open}
              onClick={() => setOpen((was) => !was)}
            >
              {t('codes.alternatives')}
            </Button>
          )}
        </div>
      )}
      {!readOnly && (
        <Collapse expanded={open}>
          <ul className={classes.alternatives}>
            {alternatives.map((other) => (
              <li key={other.code}>
                <button
                  type="button"
                  className={classes.alternative}
                  aria-label={`${t('codes.replace', { code: other.code })}: ${other.display}`}
                  onClick={() => onDecide(code, 'accepted', other.code)}
                >
                  <b className={classes.code}>{other.code}</b> {other.display}
                </button>
              </li>
            ))}
          </ul>
        </Collapse>
      )}
    </li>
  );
}

const SEARCH_AFTER_MS = 200;

function CodeSearch({ present, onAdd }: { present: readonly CodeAlternative[]; onAdd: (code: string) => void }) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text.trim(), SEARCH_AFTER_MS);
  const found = useCall('codes.search', { text: query, limit: 8 }, { enabled: query.length >= 2 });
  const taken = new Set(present.map(({ code }) => code));
  return (
    <div className={classes.search}>
      <TextInput
        label={t('codes.search')}
        placeholder={t('codes.searchHint')}
        type="search"
        leftSection={<Search size={16} aria-hidden />}
        rightSection={found.isFetching ? <Loader size="xs" /> : undefined}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {found.error && <ErrorNotice error={found.error} />}
      <ul className={classes.alternatives} aria-live="polite">
        {query.length >= 2 &&
          found.data?.map(({ code, display }) => (
            <li key={code}>
              <button
                type="button"
                className={classes.alternative}
                disabled={taken.has(code)}
                aria-label={`${t('codes.add', { code })}: ${display}`}
                onClick={() => {
                  onAdd(code);
                  setText('');
                }}
              >
                <Plus size={14} aria-hidden /> <b className={classes.code}>{code}</b> {display}
              </button>
            </li>
          ))}
        {query.length >= 2 && found.data?.length === 0 && <li className={classes.fine}>{t('codes.searchNone')}</li>}
      </ul>
    </div>
  );
}
