import { BarChart, GraphChart, LineChart } from 'echarts/charts'
import {
  DataZoomComponent,
  GridComponent,
  MarkLineComponent,
  TitleComponent,
  ToolboxComponent,
  TooltipComponent,
} from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

/*
 * The only place that loads ECharts, and only the parts that the console draws with. Import it dynamically: it is
 * larger than all the rest of a page.
 */
use([
  BarChart,
  LineChart,
  GraphChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  DataZoomComponent,
  ToolboxComponent,
  TitleComponent,
  CanvasRenderer,
])

export { init }
