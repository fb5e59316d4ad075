import type { ChartContext } from '../../shared/model/chart.ts';
import type { DocumentResources } from '../domain/documents/document-input.ts';

/** What documents are made with: the table of plain words, and the note's dictionary with the chart's own terms in it. */
export interface DocumentParts {
  forChart(chart: ChartContext | undefined): DocumentResources;
}
