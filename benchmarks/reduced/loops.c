/* The reduced model of loops.py in C: the same loops, the same draws, the same order of sums.
   Build with -O3 -march=native -ffp-contract=off, or the last bits differ. */
#include <stdint.h>

#define TEAM 12
#define WARD 36
#define CHUNK 8
#define GOLDEN 0x9E3779B97F4A7C15ULL
#define ROOT_2 0x6A09E667F3BCC908ULL
#define ROOT_3 0xBB67AE8584CAA73BULL
#define ROOT_5 0x3C6EF372FE94F82BULL
#define ROOT_7 0xA54FF53A5F1D36F1ULL

typedef uint64_t u64;
typedef struct { u64 k0, k1; } pair;
enum { FEAR, VOICE, BURNOUT, STANDARD, WORKLOAD, CHANCE, P_HAZARD, SPREAD };

static inline u64 mix(u64 z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static pair key(u64 seed, u64 stream, u64 day) {
    pair k;
    k.k0 = mix(mix(mix(seed + ROOT_2) + stream * GOLDEN) + day * ROOT_3);
    k.k1 = mix(mix(mix(seed ^ ROOT_5) + stream * ROOT_7) + day * ROOT_5);
    return k;
}

static inline u64 draw(pair k, u64 counter) { return mix(mix(counter * GOLDEN + k.k0) ^ k.k1); }

static inline double uniform(u64 word) { return (double)(word >> 11) * 0x1p-53; }

static inline double noise(u64 w) {
    u64 total = (w & 0xFFFF) + ((w >> 16) & 0xFFFF) + ((w >> 32) & 0xFFFF) + (w >> 48);
    return ((double)total - 131070.0) * (1.0 / 37837.22723720648);
}

static inline double clip(double x, double low, double high) {
    return x < low ? low : (x > high ? high : x);
}

static inline double logistic(double x) {
    double size = x >= 0.0 ? x : -x;
    if (!(size < 40.0)) size = 40.0;
    int64_t k = (int64_t)(size * 1.4426950408889634 + 0.5);
    double kf = (double)k;
    double r = (size - kf * 0.693145751953125) - kf * 1.4286068203094172e-06;
    double s = r * r;
    double even = ((s + 840.0) * s + 75600.0) * s + 665280.0;
    double odd = r * ((42.0 * s + 10080.0) * s + 332640.0);
    double low = even - odd;
    double high = (double)((int64_t)1 << k) * (even + odd);
    if (x >= 0.0) return high / (low + high);
    if (x < 0.0) return low / (low + high);
    return x;
}

static double mean(const double *column) {
    double total = 0.0;
    for (int i = 0; i < WARD; i++) total = total + column[i];
    return total / (double)WARD;
}

static void prepare(pair work, pair hazard, int64_t first, int64_t size, double *restrict workload,
                    double *restrict chance, double *restrict p_hazard,
                    const double *restrict burnout, const double *restrict standard) {
    for (int64_t i = 0; i < size; i++) workload[i] = noise(draw(work, (u64)(first + i)));
    for (int64_t i = 0; i < size; i++) chance[i] = uniform(draw(hazard, (u64)(first + i)));
    for (int64_t i = 0; i < size; i++)
        p_hazard[i] = logistic(0.5 * workload[i] + burnout[i] - standard[i] - 3.2);
}

static void events(pair notice, pair speak, pair answer, int64_t first, const double *fear,
                   const double *voice, const double *chance, const double *p_hazard,
                   int32_t *restrict answers, int32_t *restrict blames, double *out) {
    double p_blame = logistic(2.0 * out[5] - 1.0);
    int64_t hazards = 0, seen = 0, spoken = 0, blamed = 0;
    for (int64_t i = 0; i < WARD; i++) {
        if (chance[i] >= p_hazard[i]) continue;
        hazards++;
        int64_t team = i - i % TEAM;
        for (int64_t slot = 0; slot < TEAM; slot++) {
            int64_t j = team + slot;
            u64 counter = (u64)((first + i) * 32 + slot);
            if (j == i || uniform(draw(notice, counter)) >= 0.3) continue;
            seen++;
            if (uniform(draw(speak, counter)) >= logistic(2.0 * voice[j] - 3.0 * fear[j])) continue;
            spoken++;
            answers[j]++;
            if (uniform(draw(answer, counter)) < p_blame) {
                blamed++;
                blames[j]++;
            }
        }
    }
    out[0] = (double)hazards;
    out[1] = (double)seen;
    out[2] = (double)spoken;
    out[3] = (double)blamed;
    out[4] = (double)(spoken - blamed);
}

static void learn(double *restrict fear, double *restrict voice, int32_t *restrict answers,
                  int32_t *restrict blames) {
    for (int team = 0; team < WARD; team += TEAM) {
        int64_t team_answers = 0, team_blames = 0;
        for (int slot = 0; slot < TEAM; slot++) {
            team_answers += answers[team + slot];
            team_blames += blames[team + slot];
        }
        double heard = (double)team_answers, cold = (double)team_blames;
        for (int slot = 0; slot < TEAM; slot++) {
            int i = team + slot;
            double own = (double)answers[i], harsh = (double)blames[i];
            double up = 0.1 * (harsh - own * fear[i]) + 0.02 * (cold - heard * fear[i]);
            double thanks = 0.1 * (own - harsh - own * voice[i])
                            + 0.02 * (heard - cold - heard * voice[i]);
            fear[i] = clip(fear[i] + up - 0.002 * (fear[i] - 0.3), 0.0, 1.0);
            voice[i] = clip(voice[i] + thanks - 0.002 * (voice[i] - 0.5), 0.0, 1.0);
            answers[i] = 0;
            blames[i] = 0;
        }
    }
}

static void drift(const double *restrict voice, double *restrict burnout, double *restrict standard,
                  const double *restrict workload) {
    for (int i = 0; i < WARD; i++) {
        double strain = clip(0.4 + 0.25 * workload[i], 0.0, 1.0);
        burnout[i] = burnout[i] + 0.02 * (strain - burnout[i]);
        standard[i] = standard[i] + 0.005 * (voice[i] - standard[i]);
    }
}

static void spread(int64_t n, double *restrict standard, double *restrict after,
                   const int32_t *restrict ties) {
    for (int64_t i = 0; i < n; i++) {
        double around = standard[ties[4 * i]] + standard[ties[4 * i + 1]];
        around = around + standard[ties[4 * i + 2]] + standard[ties[4 * i + 3]];
        after[i] = 0.5 * standard[i] + 0.125 * around;
    }
    for (int64_t i = 0; i < n; i++) standard[i] = after[i];
}

static void one_day(int64_t seed, int64_t day, int64_t n_wards, const int64_t *streams, double *state,
                    int32_t *counts, const int32_t *ties, double *out) {
    int64_t n = n_wards * WARD;
    pair work = key(seed, streams[0], day), hazard = key(seed, streams[1], day);
    pair notice = key(seed, streams[2], day), speak = key(seed, streams[3], day);
    pair answer = key(seed, streams[4], day);
    for (int64_t chunk = 0; chunk < n_wards; chunk += CHUNK) {
        int64_t last = chunk + CHUNK < n_wards ? chunk + CHUNK : n_wards;
        double *s = state + chunk * WARD;
        prepare(work, hazard, chunk * WARD, (last - chunk) * WARD, s + WORKLOAD * n, s + CHANCE * n,
                s + P_HAZARD * n, s + BURNOUT * n, s + STANDARD * n);
        for (int64_t ward = chunk; ward < last; ward++) {
            double *w = state + ward * WARD, *row = out + ward * 10;
            int32_t *answers = counts + ward * WARD, *blames = counts + n + ward * WARD;
            row[5] = mean(w + WORKLOAD * n);
            events(notice, speak, answer, ward * WARD, w + FEAR * n, w + VOICE * n, w + CHANCE * n,
                   w + P_HAZARD * n, answers, blames, row);
            learn(w + FEAR * n, w + VOICE * n, answers, blames);
            drift(w + VOICE * n, w + BURNOUT * n, w + STANDARD * n, w + WORKLOAD * n);
            row[6] = mean(w + FEAR * n);
            row[7] = mean(w + VOICE * n);
            row[8] = mean(w + BURNOUT * n);
            row[9] = mean(w + STANDARD * n);
        }
    }
    if (day % 30 == 0) spread(n, state + STANDARD * n, state + SPREAD * n, ties);
}

void run(int64_t seed, int64_t first_day, int64_t n_days, int64_t n_wards, const int64_t *streams,
         double *state, int32_t *counts, const int32_t *ties, double *out) {
    for (int64_t d = 0; d < n_days; d++)
        one_day(seed, first_day + d, n_wards, streams, state, counts, ties, out + d * n_wards * 10);
}
