import { describe, expect, it } from 'vitest';
import { AppError, toWireError, WireError } from './errors.ts';

describe('toWireError', () => {
  it('carries code and params of an expected failure, and neither message nor cause', () => {
    const wire = toWireError(
      new AppError('conflict.needs-review', { params: { count: 2 }, cause: new Error('Jane Doe has asthma') }),
      'c1',
    );
    expect(wire).toEqual({
      code: 'conflict.needs-review',
      retryable: false,
      params: { count: 2 },
      correlationId: 'c1',
    });
    expect(JSON.stringify(wire)).not.toContain('Jane');
    expect(() => WireError.parse(wire)).not.toThrow();
  });
  it('hides what a bug says and tells a cancellation apart', () => {
    expect(toWireError(new TypeError('x of Jane Doe'), 'c').code).toBe('bug');
    expect(toWireError(Object.assign(new Error(), { name: 'AbortError' }), 'c').code).toBe('cancelled');
  });
});
