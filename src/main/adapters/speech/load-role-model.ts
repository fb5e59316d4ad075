import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { parseRoleModel, type RoleModel } from '../../domain/speech/role-model.ts';

/**
 * The learned speaker roles that ship with the product (`speakers/role-model.json`).
 * @throws AppError `model.missing` | `model.corrupt`
 */
export function loadRoleModel(resourcesDir: string): RoleModel {
  let text: string;
  try {
    text = readFileSync(path.join(resourcesDir, 'speakers', 'role-model.json'), 'utf8');
  } catch (cause) {
    throw new AppError('model.missing', { params: { model: 'role-model' }, cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError('model.corrupt', { params: { model: 'role-model' }, cause });
  }
  return parseRoleModel(json);
}
