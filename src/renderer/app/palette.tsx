import { Modal, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useAllCommands, type Command } from '../ui/commands.ts';
import { Keys } from '../ui/keys.tsx';
import { closeKeyboardHelp } from './palette-state.ts';
import classes from './palette.module.css';

const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Commands whose title holds every word, in any order. */
export function findCommands(commands: readonly Command[], query: string): Command[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return commands.filter(({ title, run }) => run && words.every((word) => fold(title).includes(word)));
}

/** Everything that can be done now, found by typing. A combobox: the field keeps the focus, the list is steered from it. */
export function Palette() {
  const { t } = useI18n();
  const commands = useAllCommands();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const found = findCommands(commands, query);
  const index = Math.min(active, found.length - 1);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[index]?.scrollIntoView({ block: 'nearest' }), [index]);

  const run = (command: Command | undefined): void => {
    if (!command?.run) return;
    closeKeyboardHelp();
    // After the palette has given the focus back.
    setTimeout(command.run, 0);
  };

  return (
    <Modal
      opened
      onClose={closeKeyboardHelp}
      title={t('palette.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      yOffset="12vh"
      size="lg"
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found[index] ? `${listId}-${index}` : undefined}
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        leftSection={<Search size={18} aria-hidden />}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setActive((index + 1) % Math.max(1, found.length));
          else if (event.key === 'ArrowUp') setActive((index + found.length - 1) % Math.max(1, found.length));
          else if (event.key === 'Enter') run(found[index]);
          else return;
          event.preventDefault();
        }}
      />
      <ul ref={list} id={listId} role="listbox" aria-label={t('palette.title')} className={classes.list}>
        {found.map((command, position) => (
          <li
            key={command.id}
            id={`${listId}-${position}`}
            role="option"
            aria-selected={position === index}
            className={classes.option}
            onClick={() => run(command)}
            onMouseMove={() => setActive(position)}
          >
            <span>{command.title}</span>
            {command.keys && <Keys keys={command.keys} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className={classes.none} role="status">
          {t('palette.none')}
        </p>
      )}
    </Modal>
  );
}
