import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './empty.module.css';

/** Nothing here yet: says so, and what to do. */
export function Empty({ icon: Icon, title, hint, children }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <Icon size={28} strokeWidth={1.5} aria-hidden />
      <p className={classes.title}>{title}</p>
      {hint && <p className={classes.hint}>{hint}</p>}
      {children}
    </div>
  );
}

export interface EmptyProps {
  icon: LucideIcon;
  title: string;
  hint?: string;
  children?: ReactNode;
}
