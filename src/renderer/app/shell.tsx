import { CalendarDays, Command, Keyboard, LockKeyhole, ScrollText, Settings } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useAction } from '../rpc/react.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { openCheatSheet, openPalette } from './palette-state.ts';
import { routeHash, type Route } from './router.ts';
import classes from './shell.module.css';

const PAGES = [
  { page: 'today', icon: CalendarDays, label: 'nav.today' },
  { page: 'audit', icon: ScrollText, label: 'nav.audit' },
  { page: 'settings', icon: Settings, label: 'nav.settings' },
] as const;

/** The frame of every page: the narrow rail on the left, and on top whatever must not be missed. */
export function Shell({
  route,
  demo,
  top,
  children,
}: {
  route: Route;
  demo: boolean;
  top: ReactNode;
  children: ReactNode;
}) {
  const { t } = useI18n();
  const lock = useAction('session.lock', { refresh: ['session.get'] });
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const place = routeHash(route);
  useEffect(() => {
    // A new page takes the focus, so that keyboard and screen reader start at its top; the first page leaves it alone.
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [place]);

  return (
    <div className={classes.shell}>
      <a
        className={`${classes.skip} visually-hidden`}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('app.skip')}
      </a>
      <nav className={classes.rail} aria-label={t('nav.label')}>
        <a className={classes.brand} href="#/today" aria-label={t('app.name')}>
          <img src="./icon.svg" alt="" width={32} height={32} />
        </a>
        {PAGES.map(({ page, icon: Icon, label }) => (
          <a
            key={page}
            className={classes.item}
            href={routeHash({ page })}
            aria-current={route.page === page || (page === 'today' && route.page === 'visit') ? 'page' : undefined}
          >
            <Icon size={22} strokeWidth={1.75} aria-hidden />
            {t(label)}
          </a>
        ))}
        <span className={classes.gap} />
        <button type="button" className={classes.item} onClick={openPalette}>
          <Command size={20} strokeWidth={1.75} aria-hidden />
          {t('nav.commands')}
        </button>
        <button type="button" className={classes.item} onClick={openCheatSheet}>
          <Keyboard size={20} strokeWidth={1.75} aria-hidden />
          {t('nav.keys')}
        </button>
        <button type="button" className={classes.item} onClick={() => lock.mutate({})}>
          <LockKeyhole size={20} strokeWidth={1.75} aria-hidden />
          {t('nav.lock')}
        </button>
      </nav>
      <div className={classes.column}>
        {demo && <p className={classes.demo}>{t('app.demo')}</p>}
        <div className={classes.top}>
          <ConnectionBanner />
          {top}
        </div>
        <main id="main" ref={main} tabIndex={-1} className={classes.main}>
          {children}
        </main>
      </div>
    </div>
  );
}
