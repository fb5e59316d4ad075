import { NoteTemplate } from '../../../../shared/model/template.ts';
import type { TemplateRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';
import type { Connection } from '../sqlite.ts';

const TABLE = 'note_templates';

export function createTemplateRepository(db: Connection): TemplateRepository {
  const put = db.prepare(
    `INSERT INTO note_templates (name, title, body) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET title = excluded.title, body = excluded.body`,
  );
  const one = db.prepare<[string], { body: string }>('SELECT body FROM note_templates WHERE name = ?');
  const all = db.prepare<[], { body: string }>('SELECT body FROM note_templates ORDER BY title, name');
  const remove = db.prepare('DELETE FROM note_templates WHERE name = ?');
  return {
    save(template) {
      put.run(template.name, template.title, toColumn(NoteTemplate, template, TABLE));
    },
    get(name) {
      const row = one.get(name);
      return row && fromColumn(NoteTemplate, row.body, TABLE);
    },
    list: () => all.all().map((row) => fromColumn(NoteTemplate, row.body, TABLE)),
    delete(name) {
      remove.run(name);
    },
  };
}
