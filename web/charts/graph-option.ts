import type { EChartsCoreOption } from 'echarts/core'
import type { GraphEdge, GraphNode, GraphSpec, GraphTone } from './chart-spec.ts'
import type { ChartTheme } from './chart-theme.ts'
import { escapeHtml } from './escape-html.ts'

/** More nodes than this are drawn without an answer to every movement of the pointer. */
const mostEmphasised = 400

/** Nodes where the spec puts them; edges by stroke and colour, those that matter with a word. Dragging moves the view. */
export function graphOption(spec: GraphSpec, theme: ChartTheme): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: theme.fontFamily },
    tooltip: {
      trigger: 'item',
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.axisLine,
      textStyle: { color: theme.text, fontSize: 12 },
      formatter: ({ dataType, dataIndex }: { dataType?: string; dataIndex: number }) =>
        linesOf((dataType === 'edge' ? spec.edges : spec.nodes)[dataIndex]),
    },
    series: [
      {
        type: 'graph',
        layout: 'none',
        left: 0,
        top: 0,
        width: spec.width,
        height: spec.height,
        // The wheel belongs to the page; the buttons above the picture zoom.
        roam: 'move',
        scaleLimit: { min: 0.3, max: 8 },
        nodeScaleRatio: 0.5,
        emphasis:
          spec.nodes.length <= mostEmphasised
            ? { focus: 'adjacency', label: { show: true }, lineStyle: { width: 3 } }
            : { label: { show: true } },
        blur: { itemStyle: { opacity: 0.25 }, lineStyle: { opacity: 0.15 }, label: { opacity: 0.35 } },
        data: [...spec.nodes.map((node) => nodeItem(node, theme)), ...corners(spec)],
        edges: spec.edges.map((edge) => edgeItem(edge, theme)),
      },
    ],
  }
}

/** Two nodes that are not seen hold the picture's corners, so that a pixel of the layout is a pixel on the screen. */
function corners({ width, height }: GraphSpec): object[] {
  return [
    [0, 0],
    [width, height],
  ].map(([x, y], at) => ({
    id: `corner-${at}`,
    name: `corner-${at}`,
    x,
    y,
    symbolSize: 0,
    label: { show: false },
    tooltip: { show: false },
  }))
}

function nodeItem(node: GraphNode, theme: ChartTheme): object {
  const opacity = node.isDimmed ? 0.25 : 1
  return {
    id: node.key,
    name: node.key,
    x: node.x,
    y: node.y,
    symbol: node.path === '' ? 'circle' : `path://${node.path}`,
    symbolKeepAspect: true,
    symbolSize: node.path === '' ? 0 : node.size,
    cursor: node.to ? 'pointer' : 'default',
    itemStyle: { color: colourOf(node.tone, theme), opacity },
    tooltip: { show: node.details.length > 0 },
    label: {
      show: node.labelAt !== 'none',
      position: node.labelAt === 'centre' ? 'inside' : node.labelAt,
      distance: 5,
      formatter: () => cutText(node.label, node.labelWidth),
      color: node.isHeading ? theme.textMuted : theme.text,
      fontWeight: node.isHeading ? 'bold' : 'normal',
      fontSize,
      opacity,
      // Edges pass below words, not through them.
      backgroundColor: node.isHeading ? 'transparent' : theme.surface,
      padding: [1, 2],
    },
  }
}

function edgeItem(edge: GraphEdge, theme: ChartTheme): object {
  const colour = colourOf(edge.tone, theme)
  return {
    source: edge.from,
    target: edge.to,
    cursor: edge.address ? 'pointer' : 'default',
    lineStyle: {
      color: colour,
      width: edge.width,
      type: edge.stroke,
      curveness: edge.bend,
      opacity: edge.isDimmed ? 0.15 : 1,
    },
    label: {
      show: edge.word !== undefined,
      // Edges come together where they begin; near their ends words keep apart.
      position: 'insideEnd',
      distance: 12,
      formatter: () => edge.word ?? '',
      color: colour,
      fontSize: 12,
      backgroundColor: theme.surface,
      padding: [1, 3],
    },
  }
}

function colourOf(tone: GraphTone, theme: ChartTheme): string {
  switch (tone) {
    case 'plain':
      return theme.greys[0]
    case 'faint':
      return theme.greys[1]
    default:
      return theme[tone]
  }
}

function linesOf(part: { details: readonly string[] } | undefined): string {
  const [first = '', ...rest] = (part?.details ?? []).map(escapeHtml)
  return [`<b>${first}</b>`, ...rest].join('<br>')
}

const fontSize = 12

/**
 * A text cut to a width in pixels. A label that is given its width would paint its ground over all of it; so the width of
 * letters is estimated: a Chinese character is as wide as the font is high, Latin ones some three fifths of that.
 */
export function cutText(text: string, width: number): string {
  let used = 0
  for (const [at, character] of [...text].entries()) {
    used += fontSize * (character.charCodeAt(0) > 0x2e7f ? 1 : 0.6)
    if (used > width) return `${[...text].slice(0, Math.max(1, at - 1)).join('')}…`
  }
  return text
}
