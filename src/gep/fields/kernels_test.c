// kernels_test.c - the fields that are computed cell by cell: each against its formula, with its parameters and options
// in their places.
#include "base/text.h"
#include "gep/formulas/evaporation.h"
#include "gep/formulas/formula_testing.h"
#include "gep/formulas/rweq.h"
#include "gep/kernel_testing.h"

enum { CELL_COUNT = 5 };

static Arena *arena;
static KernelRun *run;

static int open_run(void **state)
{
    (void)state;
    static const char *const codes[] = {"", "111", "211", "512", "511", "521b"};
    arena = arena_open();
    run = kernel_run_open(arena, CELL_COUNT);
    for (size_t c = 0; c < 6; c++) run->class_code[c] = codes[c];
    for (size_t i = 0; i < CELL_COUNT; i++) run->class_index[i] = (uint16_t)(i + 1);
    return 0;
}

static int close_run(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void input(int k, double a, double b, double c, double d, double e)
{
    kernel_run_input(run, k, 0, (const double[]){a, b, c, d, e});
}

static double of_month(int month, size_t cell)
{
    return 10 + 3 * month + (double)cell;
}

static void by_class(int k, double a, double b, double c, double d, double e)
{
    memcpy(&run->by_class[k][1], (const double[]){a, b, c, d, e}, 5 * sizeof(double));
}

// Runs the nth method of that name (0: the first).
static const double *compute(const char *id, const char *name, int nth)
{
    const Field *field = field_find(id);
    assert_non_null(field);
    for (int k = 0; k < VARIANT_MAX && field->methods[k].name; k++) {
        if (!field->methods[k].kernel || !text_equal(field->methods[k].name, name) || nth-- > 0) continue;
        field->methods[k].kernel(&run->cells, run->out);
        return run->out[0];
    }
    fail_msg("%s has no kernel %s", id, name);
    return NULL;
}

static void expect(const double *out, double a, double b, double c, double d, double e)
{
    const double wanted[] = {a, b, c, d, e};
    for (int i = 0; i < CELL_COUNT; i++) {
        if (!testing_close(out[i], wanted[i], 1e-12)) fail_msg("cell %d: %.17g is not %.17g", i, out[i], wanted[i]);
    }
}

static void years_are_sums_or_means_of_months(void **state)
{
    (void)state;
    kernel_run_months(run, 0, of_month);
    double sum = 12 * 10 + 3 * 66; // of cell 0
    expect(compute("precip_year", "months", 0), sum, sum + 12, sum + 24, sum + 36, sum + 48);
    expect(compute("et0_year", "months", 0), sum, sum + 12, sum + 24, sum + 36, sum + 48);
    double mean = sum / 12;
    expect(compute("tmean_year", "months", 0), mean, mean + 1, mean + 2, mean + 3, mean + 4);
    expect(compute("et_year", "raster", 1), sum, sum + 12, sum + 24, sum + 36, sum + 48);
    expect(compute("ndvi_max", "months", 0), 43, 44, 45, 46, 47);
}

static void the_highest_ndvi_may_be_in_any_month(void **state)
{
    (void)state;
    kernel_run_months(run, 0, of_month);
    for (int m = 0; m < 12; m += 11) {
        run->values[0][m][1] = 99;
        run->values[0][m][3] = -1;
    }
    expect(compute("ndvi_max", "months", 0), 43, 99, 45, 43, 47);
    run->values[0][0][0] = NAN;
    run->values[0][7][2] = NAN;
    run->values[0][11][4] = NAN;
    expect(compute("ndvi_max", "months", 0), NAN, 99, NAN, 43, NAN);
}

static void maps_are_taken_as_they_are(void **state)
{
    (void)state;
    static const char *const all[][2] = {{"et_year", "raster"},  {"ndvi_max", "year"},   {"erodibility", "raster"},
                                         {"c_factor", "table"},  {"c_factor", "raster"}, {"p_factor", "table"},
                                         {"p_factor", "raster"}, {"b_factor", "raster"}, {"e_factor", "raster"},
                                         {"t_factor", "raster"}};
    input(0, 1, 2, NAN, 4, 5);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) expect(compute(all[i][0], all[i][1], 0), 1, 2, NAN, 4, 5);
}

static void tables_give_the_value_of_the_class(void **state)
{
    (void)state;
    by_class(0, 0.1, 0.2, 0.3, NAN, 0.5);
    expect(compute("c_factor", "table", 1), 0.1, 0.2, 0.3, NAN, 0.5);
    expect(compute("p_factor", "table", 1), 0.1, 0.2, 0.3, NAN, 0.5);
    expect(compute("b_factor", "table", 0), 0.1, 0.2, 0.3, NAN, 0.5);
    expect(compute("e_factor", "table", 0), 0.1, 0.2, 0.3, NAN, 0.5);
    expect(compute("t_factor", "table", 0), 0.1, 0.2, 0.3, NAN, 0.5);
    expect(compute("quick_runoff", "table", 0), 0.1, 0.2, 0.3, NAN, 0.5);
    run->class_index[0] = 5;
    expect(compute("c_factor", "table", 1), 0.5, 0.2, 0.3, NAN, 0.5);
}

static void mean_temperature_is_the_middle_of_the_extremes(void **state)
{
    (void)state;
    for (int m = 0; m < 12; m++) {
        kernel_run_input(run, 0, m, (const double[]){20 + m, 21, 22, 23, 24});
        kernel_run_input(run, 1, m, (const double[]){10, 11, 12, 13, 15});
    }
    compute("tmean", "extremes", 0);
    expect(run->out[0], 15, 16, 17, 18, 19.5);
    expect(run->out[11], 20.5, 16, 17, 18, 19.5);
}

static void hargreaves_on_maps_takes_the_middle_of_each_month(void **state)
{
    (void)state;
    static const int middle[12] = {15, 45, 76, 106, 137, 167, 197, 228, 258, 289, 319, 349};
    static const double days[12] = {31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int m = 0; m < 12; m++) {
        kernel_run_input(run, 0, m, (const double[]){20, 21, 22, 23, 24});
        kernel_run_input(run, 1, m, (const double[]){28, 28, 28, 28, 28});
        kernel_run_input(run, 2, m, (const double[]){12, 13, 14, 15, 16});
    }
    input(3, 30, 31, 32, 33, 34);
    compute("et0", "hargreaves", 0);
    for (int m = 0; m < 12; m++) {
        for (int i = 0; i < CELL_COUNT; i++) {
            double latitude = 30 + i, radiation;
            evaporation_extraterrestrial(&radiation, &latitude, middle[m], 1);
            double a_day = 0.0023 * (20 + i + 17.8) * sqrt(16 - i) * 0.408 * radiation;
            assert_near(run->out[m][i], a_day * days[m], 1e-12);
        }
    }
}

static void budyko_curves_take_their_parameter_by_class(void **state)
{
    (void)state;
    input(0, 1200, 900, 1500, 0, 1000);
    input(1, 950, 1000, 800, 900, 1000);
    by_class(0, 2.5, 2.2, 3, 2, 2.6);
    const double *out = compute("et_year", "fu", 0);
    double rain[] = {1200, 900, 1500, 0, 1000}, potential[] = {950, 1000, 800, 900, 1000};
    double w[] = {2.5, 2.2, 3, 2, 2.6}, wanted[5];
    evaporation_fu(wanted, rain, potential, w, 5);
    expect(out, wanted[0], wanted[1], wanted[2], 0, wanted[4]);
    assert_near(wanted[0], 1200 * 0.597714, 1e-3);
    out = compute("et_year", "zhang", 0);
    evaporation_zhang(wanted, rain, potential, w, 5);
    expect(out, wanted[0], wanted[1], wanted[2], 0, wanted[4]);
}

static void storm_runoff_is_by_event_by_year_or_by_coefficient(void **state)
{
    (void)state;
    double log_75 = log(75);
    by_class(0, 7.7508, 7.7508, 3, 1, 1);     // a
    by_class(1, -28.363, -28.363, -9, 0, -9); // b
    input(0, 4 * log_75, 0, log_75, 8, 8);
    input(1, 4, 0, 1, 2, 2);
    expect(compute("storm_runoff", "event", 0), 4 * (7.7508 * log_75 - 28.363), 0, 3 * log_75 - 9, 8, 0);
    input(0, 300, 0, 75, 50, 50);
    expect(compute("storm_runoff", "annual", 0), 7.7508 * log(300) - 28.363, 0, 3 * log_75 - 9, log(50), 0);
    expect(compute("storm_runoff", "coefficient", 0), 7.7508 * 300, 0, 225, 50, 50);
}

static void carbon_is_matter_less_its_other_elements(void **state)
{
    (void)state;
    input(0, 1.724, 3.448, 0, NAN, 17.24);
    expect(compute("soc", "om", 0), 1, 2, 0, NAN, 10);
}

static double epic(double sand, double silt, double clay, double carbon)
{
    double sn = 1 - sand / 100;
    return (0.2 + 0.3 * exp(-0.0256 * sand * (1 - silt / 100))) * pow(silt / (clay + silt), 0.3) *
           (1 - 0.25 * carbon / (carbon + exp(3.72 - 2.95 * carbon))) * (1 - 0.7 * sn / (sn + exp(-5.51 + 22.9 * sn)));
}

static void k_is_of_the_fine_earth_alone(void **state)
{
    (void)state;
    input(0, 40, 32, 40, 0, 15); // sand: the second soil is the first with a fifth of stones
    input(1, 40, 32, 40, 0, 60);
    input(2, 20, 16, NAN, 0, 25);
    input(3, 1.5, 1.5, 1.5, 1.5, 2);
    run->option_text[0] = "none";
    double k = 0.1317 * epic(40, 40, 20, 1.5), other = 0.1317 * epic(15, 60, 25, 2);
    expect(compute("erodibility", "epic", 0), k, k, NAN, NAN, other);
    run->option_text[0] = "zhang";
    k = (-0.01383 + 0.51575 * epic(40, 40, 20, 1.5)) * 0.1317;
    other = (-0.01383 + 0.51575 * epic(15, 60, 25, 2)) * 0.1317;
    expect(compute("erodibility", "epic", 0), k, k, NAN, NAN, other);
}

static void the_nomograph_scales_very_fine_sand_with_the_sand(void **state)
{
    (void)state;
    input(0, 40, 32, 40, 40, 20);
    input(1, 40, 32, 40, 40, 10);
    input(2, 20, 16, 20, 20, 70);
    input(3, 1.5, 1.5, 1.5, 1.5, 4);
    input(4, 10, 8, NAN, 5, 2);
    input(5, 2, 2, 2, 3, 2);
    input(6, 3, 3, 3, 4, 3);
    run->option_text[0] = "none";
    double us = 2.1e-4 * (12 - 1.724 * 1.5) * pow(50 * 80, 1.14) / 100;
    double other = (2.1e-4 * (12 - 1.724 * 1.5) * pow(45 * 80, 1.14) + 3.25 + 2.5) / 100;
    double heavy = 2.1e-4 * (12 - 1.724 * 4) * pow(12 * 30, 1.14) / 100;
    expect(compute("erodibility", "nomograph", 0), 0.1317 * us, 0.1317 * us, NAN, 0.1317 * other, 0.1317 * heavy);
    run->option_text[0] = "zhang";
    const double *out = compute("erodibility", "nomograph", 0);
    assert_near(out[1], (-0.00911 + 0.55066 * us) * 0.1317, 1e-12);
    assert_near(out[3], (-0.00911 + 0.55066 * other) * 0.1317, 1e-12);
}

// ---- LS

static double sine(double degrees)
{
    return sin(degrees * 3.14159265358979323846 / 180);
}

static double mccool(double degrees, double divisor)
{
    double beta = sine(degrees) / divisor / (3 * pow(sine(degrees), 0.8) + 0.56);
    return beta / (1 + beta);
}

static void ls_takes_its_length_from_the_cell_a_map_or_a_number(void **state)
{
    (void)state;
    input(0, 2, 8, 15, 25, 60);
    input(1, 30, 30, 30, 30, 100);
    run->option_text[0] = "liu";
    run->option_text[1] = "mccool";
    run->option_number[2] = 122;
    run->option_number[3] = 50;
    double s[] = {10.8 * sine(2) + 0.03, 16.8 * sine(8) - 0.5, 21.91 * sine(15) - 0.96, 21.91 * sine(25) - 0.96,
                  21.91 * sine(60) - 0.96};
    double slopes[] = {2, 8, 15, 25, 60}, lengths[] = {30, 30, 30, 30, 100}, wanted[5];
    for (int i = 0; i < 5; i++) {
        double length = fmin(122, lengths[i] / sine(90 - slopes[i])); // the last is cut: 200 m
        wanted[i] = s[i] * pow(length / 22.13, mccool(slopes[i], 0.0896));
    }
    expect(compute("ls", "cell", 0), wanted[0], wanted[1], wanted[2], wanted[3], wanted[4]);
    run->option_number[2] = 80;
    for (int i = 0; i < 5; i++) wanted[i] = s[i] * pow(fmin(80, lengths[i]) / 22.13, mccool(slopes[i], 0.0896));
    expect(compute("ls", "raster", 0), wanted[0], wanted[1], wanted[2], wanted[3], wanted[4]);
    for (int i = 0; i < 5; i++) wanted[i] = s[i] * pow(50 / 22.13, mccool(slopes[i], 0.0896));
    expect(compute("ls", "constant", 0), wanted[0], wanted[1], wanted[2], wanted[3], wanted[4]);
    run->option_number[2] = 40;
    expect(compute("ls", "constant", 0), s[0] * pow(40 / 22.13, mccool(2, 0.0896)),
           s[1] * pow(40 / 22.13, mccool(8, 0.0896)), s[2] * pow(40 / 22.13, mccool(15, 0.0896)),
           s[3] * pow(40 / 22.13, mccool(25, 0.0896)), s[4] * pow(40 / 22.13, mccool(60, 0.0896)));
}

static void ls_takes_its_formulas_from_the_options(void **state)
{
    (void)state;
    static const char *const names[] = {"deg", "pct", "invest", "mccool", "hj1173"};
    double m_gentle[] = {0.4, 0.4, 0.3, mccool(1.8, 0.0896), mccool(1.8, 0.089)};
    double m_steep[] = {0.5, 0.5, mccool(30, 0.0896), mccool(30, 0.0896), mccool(30, 0.089)};
    input(0, 1.8, 30, 30, 30, 30);
    input(1, 60, 60, 60, 60, 60);
    run->option_number[2] = 122;
    for (int i = 0; i < 5; i++) {
        run->option_text[0] = "liu";
        run->option_text[1] = names[i];
        double steep = (21.91 * 0.5 - 0.96) * pow(60 / 22.13, m_steep[i]);
        double gentle = (10.8 * sine(1.8) + 0.03) * pow(60 / 22.13, m_gentle[i]);
        expect(compute("ls", "raster", 0), gentle, steep, steep, steep, steep);
        run->option_text[0] = "hj1173";
        steep = 9.5988 * pow(60 / 22.13, m_steep[i]);
        expect(compute("ls", "raster", 0), gentle, steep, steep, steep, steep);
    }
}

// ---- cover, practice

static void set_bands(int k, int class, double below, double above)
{
    static const double from[] = {-INFINITY, 30}, to[] = {30, INFINITY};
    double *values = arena_array(arena, 2, sizeof *values);
    values[0] = below;
    values[1] = above;
    run->band_rows[k][class] = (Bands){.count = 2, .from = from, .to = to, .value = values};
}

static void cover_lies_between_the_districts_percentiles(void **state)
{
    (void)state;
    input(0, 0.2, 0.5, 0.8, 0.1, 0.9);
    run->scalar[0] = 0.2;
    run->scalar[1] = 0.8;
    expect(compute("cover_fraction", "ndvi", 0), 0, 0.5, 1, 0, 1);
    const FieldMethod *method = &field_find("cover_fraction")->methods[0];
    assert_true(method->statistics[0].percentile == 5 && method->statistics[1].percentile == 95);
}

static void c_by_cover_is_cais_formula(void **state)
{
    (void)state;
    input(0, 0.01, 0.1, 0.5, 0.782, 0.783);
    expect(compute("c_factor", "cai", 0), 0.6508, 0.6508 - 0.3436, 0.6508 - 0.3436 * log10(50),
           0.6508 - 0.3436 * log10(78.2), 0);
}

static void c_by_hj1173_is_bands_a_formula_for_dry_cropland_and_fixed_values(void **state)
{
    (void)state;
    input(0, 0.299, 0.301, 0.5, 0.5, 0.5);
    set_bands(0, 1, 0.08, 0.06);         // 111
    set_bands(0, 2, 0.22, 0.14);         // 211
    by_class(1, 0.9, 0.9, 0.9, 0, 0.33); // R02.c; 511 is paddy, 521b has no bands
    expect(compute("c_factor", "hj1173", 0), 0.08, 0.14, 0.221 - 0.595 * log10(0.5), 0, 0.33);
    set_bands(0, 3, 0.5, 0.4); // a district's own bands for dry cropland
    expect(compute("c_factor", "hj1173", 0), 0.08, 0.14, 0.4, 0, 0.33);
}

static void p_by_wener_is_on_cropland_alone(void **state)
{
    (void)state;
    input(0, 5, 5, 5, 10, 5);
    by_class(0, 1, 1, 0.9, 0.9, 0.7);
    double five = 0.2 + 3 * tan(5 * 3.14159265358979323846 / 180),
           ten = 0.2 + 3 * tan(10 * 3.14159265358979323846 / 180);
    expect(compute("p_factor", "wener", 0), 1, 1, five, ten, 0.7);
    run->class_index[0] = 3;
    expect(compute("p_factor", "wener", 0), five, 1, five, ten, 0.7);
}

static void p_by_slope_is_where_the_class_has_bands(void **state)
{
    (void)state;
    input(0, 29, 29, 29, 30, NAN);
    set_bands(0, 3, 0.1, 0.2);
    set_bands(0, 4, 0.3, 0.4);
    set_bands(0, 5, 0.5, 0.6);
    by_class(1, 1, NAN, 0.9, 0.9, 0.9);
    expect(compute("p_factor", "slope_table", 0), 1, NAN, 0.1, 0.4, NAN);
    run->class_index[0] = run->class_index[CELL_COUNT] = 3;
    run->scratch[0][CELL_COUNT] = 8;
    run->out[0][CELL_COUNT] = 7; // of the cells that follow nothing is touched
    expect(compute("p_factor", "slope_table", 0), 0.1, NAN, 0.1, 0.4, NAN);
    assert_true(run->out[0][CELL_COUNT] == 7);
}

static void p_none_is_one(void **state)
{
    (void)state;
    expect(compute("p_factor", "none", 0), 1, 1, 1, 1, 1);
}

static void erosion_is_r_k_ls(void **state)
{
    (void)state;
    input(0, 5000, 6000, 0, 4000, 8000);
    input(1, 0.03, 0.02, 0.04, NAN, 0.01);
    input(2, 3, 4, 5, 6, 0);
    expect(compute("rkls", "rusle", 0), 450, 480, 0, NAN, 0);
}

static void erosivity_from_months_goes_to_its_own_formula(void **state)
{
    (void)state;
    static const double months[] = {20, 25, 50, 95, 150, 160, 170, 140, 140, 95, 50, 20};
    for (int m = 0; m < 12; m++) {
        kernel_run_input(run, 0, m, (const double[]){months[m], 0, 2 * months[m], months[m], months[m]});
    }
    static const struct {
        const char *name;
        double value, tolerance;
    } all[] = {{"R3", 140.523684, 1e-8},
               {"R3_SI", 2391.713099, 1e-9},
               {"R4", 1811.756, 1e-12},
               {"R5y", 2857.672970, 1e-9},
               {"R5", 4403.792917, 1e-9}};
    for (size_t i = 0; i < 5; i++) {
        const double *out = compute("erosivity", all[i].name, 0);
        assert_near(out[0], all[i].value, all[i].tolerance);
        assert_true(out[1] == 0 && out[4] == out[0]);
    }
    input(0, 1115, 0, 500, NAN, 1115);
    const double *out = compute("erosivity", "R6", 0);
    assert_near(out[0], 5890.765133, 1e-9);
    assert_true(out[1] == 0 && isnan(out[3]));
}

static void quick_runoff_is_a_share_of_the_rain(void **state)
{
    (void)state;
    input(0, 1000, 1200, 0, NAN, 800);
    by_class(0, 0.05, 0.1, 0.2, 0.2, NAN);
    expect(compute("quick_runoff", "coefficient", 0), 50, 120, 0, NAN, NAN);
}

static double varied(int month, size_t cell)
{
    return 1 + 0.1 * month + 0.2 * (double)cell;
}

static double snow(int month, size_t cell)
{
    return month == 0 && cell == 0 ? 0.5 : 0;
}

static void the_weather_factor_adds_twelve_months(void **state)
{
    (void)state;
    static const double days[12] = {31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int k = 0; k < 5; k++) kernel_run_months(run, k, varied);
    input(5, 100, 200, 300, 400, 500);
    kernel_run_months(run, 6, snow);
    double wanted[5] = {0};
    for (int m = 0; m < 12; m++) {
        for (size_t i = 0; i < 5; i++) {
            double x = varied(m, i), height = 100 * (double)(i + 1), part, share = snow(m, i);
            RweqWeather month = {&x, &x, &x, &x, &x, &share, &height, days[m]};
            rweq_weather(&part, &month, 1);
            wanted[i] += part;
        }
    }
    expect(compute("weather_factor", "rweq", 0), wanted[0], wanted[1], wanted[2], wanted[3], wanted[4]);
    run->in[6] = NULL;
    const double *out = compute("weather_factor", "rweq", 0);
    assert_true(out[0] > wanted[0] * 1.001);
    assert_near(out[1], wanted[1], 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(years_are_sums_or_means_of_months, open_run, close_run),
        cmocka_unit_test_setup_teardown(the_highest_ndvi_may_be_in_any_month, open_run, close_run),
        cmocka_unit_test_setup_teardown(maps_are_taken_as_they_are, open_run, close_run),
        cmocka_unit_test_setup_teardown(tables_give_the_value_of_the_class, open_run, close_run),
        cmocka_unit_test_setup_teardown(mean_temperature_is_the_middle_of_the_extremes, open_run, close_run),
        cmocka_unit_test_setup_teardown(hargreaves_on_maps_takes_the_middle_of_each_month, open_run, close_run),
        cmocka_unit_test_setup_teardown(budyko_curves_take_their_parameter_by_class, open_run, close_run),
        cmocka_unit_test_setup_teardown(storm_runoff_is_by_event_by_year_or_by_coefficient, open_run, close_run),
        cmocka_unit_test_setup_teardown(carbon_is_matter_less_its_other_elements, open_run, close_run),
        cmocka_unit_test_setup_teardown(k_is_of_the_fine_earth_alone, open_run, close_run),
        cmocka_unit_test_setup_teardown(the_nomograph_scales_very_fine_sand_with_the_sand, open_run, close_run),
        cmocka_unit_test_setup_teardown(ls_takes_its_length_from_the_cell_a_map_or_a_number, open_run, close_run),
        cmocka_unit_test_setup_teardown(ls_takes_its_formulas_from_the_options, open_run, close_run),
        cmocka_unit_test_setup_teardown(cover_lies_between_the_districts_percentiles, open_run, close_run),
        cmocka_unit_test_setup_teardown(c_by_cover_is_cais_formula, open_run, close_run),
        cmocka_unit_test_setup_teardown(c_by_hj1173_is_bands_a_formula_for_dry_cropland_and_fixed_values, open_run,
                                        close_run),
        cmocka_unit_test_setup_teardown(p_by_wener_is_on_cropland_alone, open_run, close_run),
        cmocka_unit_test_setup_teardown(p_by_slope_is_where_the_class_has_bands, open_run, close_run),
        cmocka_unit_test_setup_teardown(p_none_is_one, open_run, close_run),
        cmocka_unit_test_setup_teardown(erosion_is_r_k_ls, open_run, close_run),
        cmocka_unit_test_setup_teardown(erosivity_from_months_goes_to_its_own_formula, open_run, close_run),
        cmocka_unit_test_setup_teardown(quick_runoff_is_a_share_of_the_rain, open_run, close_run),
        cmocka_unit_test_setup_teardown(the_weather_factor_adds_twelve_months, open_run, close_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
