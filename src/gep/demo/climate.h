// climate.h - the months of the demonstration district: rain, temperature, reference evapotranspiration. Invented; the
// normal rain has the shape of the demo rain of product.md 4.2 (1200 mm a year at 300 m).
#ifndef QINGSHAN_GEP_DEMO_CLIMATE_H
#define QINGSHAN_GEP_DEMO_CLIMATE_H

enum { CLIMATE_FIRST = 2018, CLIMATE_LAST = 2023, CLIMATE_NORMAL = 0 };

// year: CLIMATE_FIRST to CLIMATE_LAST, or CLIMATE_NORMAL; month 1 to 12; z: m.
double climate_rain_mm(int year, int month, double x, double y, double z);     // in sixteenths; +25 mm/100 m a year
double climate_temperature(int year, int month, double x, double y, double z); // degC, in 64ths; -0.55 degC/100 m
double climate_et0_mm(int year, int month, double x, double y, double z);      // in sixteenths

#endif
