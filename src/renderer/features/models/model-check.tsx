import { useCall } from '../../rpc/react.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ModelList } from './model-list.tsx';

/** First run: what listens, what would listen better, how fast it is here. All of it can wait. */
export function ModelCheck() {
  const view = useCall('models.list', {});
  if (view.error) return <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />;
  if (!view.data) return <Waiting lines={6} />;
  return <ModelList view={view.data} />;
}
