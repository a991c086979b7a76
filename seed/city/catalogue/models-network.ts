import type { ModelTable } from './models.ts'

export const networkModels: ModelTable = [
  {
    vendor: 'Huawei',
    kind: 'switch',
    role: 'access',
    models: [
      ['S3328TP-SI', 2007, 2011, 1, 30, 4200, 'huaweiFast24'],
      ['S2326TP-EI', 2008, 2012, 1, 18, 2200, 'huaweiFast24'],
      ['S5324TP-SI', 2009, 2012, 1, 45, 8600, 'huawei24'],
      ['S5700-24TP-SI-AC', 2010, 2015, 1, 52, 7800, 'huawei24'],
      ['S5700-28C-SI', 2010, 2015, 1, 60, 11500, 'huawei24x'],
      ['S5700-28C-EI', 2010, 2016, 1, 65, 14800, 'huawei24x'],
      ['S5720-28X-SI-AC', 2014, 2019, 1, 48, 9800, 'huawei24x'],
      ['S5720-36C-EI-AC', 2014, 2019, 1, 75, 16500, 'huawei24x'],
      ['S5720-52X-SI-AC', 2014, 2019, 1, 62, 15800, 'huawei48x'],
    ],
  },
  {
    vendor: 'Huawei',
    kind: 'switch',
    role: 'distribution',
    models: [
      ['S5328C-EI', 2007, 2011, 1, 90, 18500, 'huawei24x'],
      ['S5700-52C-EI', 2010, 2016, 1, 95, 26000, 'huawei48x'],
      ['S6720-30C-EI-24S-AC', 2015, 2019, 1, 150, 48000, 'huawei24x'],
    ],
  },
  {
    vendor: 'Huawei',
    kind: 'switch',
    role: 'core',
    models: [
      ['S8505', 2004, 2009, 12, 900, 120000, 'huaweiChassis'],
      ['S9306', 2009, 2014, 10, 1200, 140000, 'huaweiChassis'],
      ['S7706', 2012, 2019, 10, 1100, 130000, 'huaweiChassis'],
      ['S12704', 2014, 2019, 10, 1600, 220000, 'huaweiChassis'],
    ],
  },
  {
    vendor: 'H3C',
    kind: 'switch',
    role: 'access',
    models: [
      ['S3100-26TP-SI', 2006, 2012, 1, 20, 2300, 'h3cFast24'],
      ['S3600-28P-EI', 2005, 2010, 1, 38, 6500, 'h3cFast24'],
      ['S5120-28P-SI', 2009, 2014, 1, 40, 6200, 'h3c24'],
      ['S5120-28C-EI', 2009, 2014, 1, 62, 12800, 'h3c24'],
      ['S5130-28S-EI', 2014, 2019, 1, 42, 7600, 'h3c24x'],
      ['S5130-52S-EI', 2014, 2019, 1, 58, 12600, 'h3c48x'],
    ],
  },
  {
    vendor: 'H3C',
    kind: 'switch',
    role: 'distribution',
    models: [
      ['S5500-28C-SI', 2007, 2012, 1, 78, 14500, 'h3c24x'],
      ['S5500-28C-EI', 2007, 2013, 1, 85, 18600, 'h3c24x'],
      ['S5560-30C-EI', 2014, 2019, 1, 88, 24500, 'h3c24x'],
      ['S5560-54C-EI', 2014, 2019, 1, 120, 36000, 'h3c48x'],
    ],
  },
  {
    vendor: 'H3C',
    kind: 'switch',
    role: 'core',
    models: [
      ['S7506E', 2007, 2016, 12, 1000, 118000, 'h3cChassis'],
      ['S9505E', 2009, 2015, 14, 1400, 180000, 'h3cChassis'],
      ['S10508', 2011, 2019, 14, 1800, 230000, 'h3cChassis'],
    ],
  },
  {
    vendor: 'Ruijie',
    kind: 'switch',
    role: 'access',
    models: [
      ['RG-S2126G', 2003, 2010, 1, 25, 2900, 'ruijieFast24'],
      ['RG-S2628G-I', 2009, 2015, 1, 20, 2600, 'ruijieFast24'],
      ['RG-S2910-24GT4SFP-UP-H', 2014, 2019, 1, 40, 7200, 'ruijie24'],
      ['RG-S2910-24GT4XS-E', 2014, 2019, 1, 38, 6900, 'ruijie24x'],
    ],
  },
  {
    vendor: 'Ruijie',
    kind: 'switch',
    role: 'distribution',
    models: [
      ['RG-S5750-24GT/12SFP', 2006, 2013, 1, 95, 19800, 'ruijie24'],
      ['RG-S5750C-28GT4XS-H', 2015, 2019, 1, 85, 23500, 'ruijie24x'],
    ],
  },
  {
    vendor: 'Ruijie',
    kind: 'switch',
    role: 'core',
    models: [
      ['RG-S8606', 2006, 2013, 10, 1200, 110000, 'ruijieChassis'],
      ['RG-S7808C', 2014, 2019, 10, 1100, 98000, 'ruijieChassis'],
      ['RG-N18010', 2014, 2019, 16, 2400, 320000, 'ruijieChassis'],
    ],
  },
  {
    vendor: 'Cisco',
    kind: 'switch',
    role: 'access',
    models: [
      ['WS-C2950-24', 2002, 2006, 1, 30, 5200, 'ciscoFast24'],
      ['WS-C2960-24TT-L', 2005, 2013, 1, 30, 6200, 'ciscoFast24'],
    ],
  },
  {
    vendor: 'Cisco',
    kind: 'switch',
    role: 'distribution',
    models: [['WS-C3750G-24TS-S1U', 2004, 2012, 1, 100, 32000, 'cisco24']],
  },
  {
    vendor: 'Cisco',
    kind: 'switch',
    role: 'core',
    models: [
      ['WS-C4506', 2003, 2009, 10, 1000, 98000, 'ciscoChassis'],
      ['WS-C6509-E', 2004, 2012, 15, 2500, 280000, 'ciscoChassis'],
    ],
  },
  {
    vendor: 'ZTE',
    kind: 'switch',
    role: 'access',
    models: [
      ['ZXR10 2826S', 2004, 2010, 1, 20, 2400, 'zte24'],
      ['ZXR10 5928E', 2009, 2015, 1, 60, 10500, 'zte24'],
    ],
  },
  {
    vendor: 'ZTE',
    kind: 'switch',
    role: 'core',
    models: [['ZXR10 8905', 2007, 2014, 10, 1000, 105000, 'zteChassis']],
  },
  {
    vendor: 'Huawei',
    kind: 'router',
    role: 'router',
    models: [
      ['AR46-40', 2004, 2009, 3, 250, 36000, 'huaweiRouter'],
      ['NE20E-8', 2005, 2012, 5, 500, 92000, 'huaweiRouter'],
      ['AR2240', 2011, 2018, 2, 150, 17500, 'huaweiRouter'],
      ['AR3260', 2011, 2019, 3, 350, 28500, 'huaweiRouter'],
    ],
  },
  {
    vendor: 'H3C',
    kind: 'router',
    role: 'router',
    models: [
      ['MSR30-20', 2006, 2013, 1, 100, 9800, 'h3cRouter'],
      ['MSR50-40', 2006, 2013, 3, 300, 21000, 'h3cRouter'],
      ['SR6608', 2008, 2016, 5, 650, 98000, 'h3cRouter'],
      ['MSR3620', 2013, 2019, 1, 120, 11500, 'h3cRouter'],
      ['MSR56-60', 2013, 2019, 3, 400, 33500, 'h3cRouter'],
    ],
  },
  {
    vendor: 'Cisco',
    kind: 'router',
    role: 'router',
    models: [
      ['CISCO2811', 2004, 2010, 1, 160, 14800, 'ciscoRouter'],
      ['CISCO3845', 2004, 2010, 3, 360, 46000, 'ciscoRouter'],
      ['CISCO2911/K9', 2009, 2015, 2, 210, 16500, 'ciscoRouter'],
    ],
  },
  {
    vendor: 'Ruijie',
    kind: 'router',
    role: 'router',
    models: [
      ['RG-RSR20-24', 2008, 2014, 1, 90, 9200, 'ruijieRouter'],
      ['RG-RSR7708', 2010, 2018, 6, 700, 96000, 'ruijieRouter'],
    ],
  },
  {
    vendor: 'H3C',
    kind: 'wireless-controller',
    role: 'wireless-controller',
    models: [
      ['WX3024E', 2011, 2016, 1, 150, 32000, 'h3c24'],
      ['WX5540E', 2013, 2019, 1, 180, 98000, 'h3c24x'],
    ],
  },
  {
    vendor: 'Ruijie',
    kind: 'wireless-controller',
    role: 'wireless-controller',
    models: [
      ['RG-WS5302', 2009, 2014, 1, 80, 26000, 'ruijie24'],
      ['RG-WS6108', 2015, 2019, 1, 60, 34000, 'ruijie24'],
    ],
  },
  {
    vendor: 'Huawei',
    kind: 'wireless-controller',
    role: 'wireless-controller',
    models: [['AC6605-26-PWR', 2012, 2019, 1, 85, 30000, 'huawei24x']],
  },
  {
    vendor: 'Ruijie',
    kind: 'access-point',
    role: 'access-point',
    models: [
      ['RG-AP220-E', 2010, 2014, 0, 8, 2100, 'ruijieAccessPoint'],
      ['RG-AP520', 2013, 2019, 0, 12, 1900, 'ruijieAccessPoint'],
    ],
  },
  {
    vendor: 'H3C',
    kind: 'access-point',
    role: 'access-point',
    models: [
      ['WA2620i-AGN', 2010, 2014, 0, 9, 2300, 'h3cAccessPoint'],
      ['WA4320i-ACN', 2014, 2019, 0, 12, 1800, 'h3cAccessPoint'],
    ],
  },
  {
    vendor: 'Huawei',
    kind: 'access-point',
    role: 'access-point',
    models: [['AP5030DN', 2013, 2018, 0, 12, 1700, 'huaweiAccessPoint']],
  },
]
