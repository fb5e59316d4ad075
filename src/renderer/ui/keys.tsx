import { keyLabels } from './commands.ts';
import classes from './keys.module.css';

/** A key or a combination, as it is printed on the keyboard. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keyLabels(keys).map((label) => (
        <kbd key={label}>{label}</kbd>
      ))}
    </span>
  );
}
