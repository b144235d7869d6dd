/* each_cpu.h - loops over arrays compiled for the CPU's wider registers, with the same result on each.
 *
 * EACH_CPU goes before a function whose loops work element by element (out[k] += a * in[k]): wider registers do more
 * elements at once and change no bit, because no sum is reordered and -ffp-contract=off forbids fused multiply-add. gcc
 * on x86-64 Linux compiles it twice and the loader picks one; elsewhere, and under the address sanitizer (whose checks
 * the loader's pick would run before they are set up), it is compiled once. */
#ifndef GRIPE_EACH_CPU_H
#define GRIPE_EACH_CPU_H

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__) &&                           \
    !defined(__SANITIZE_ADDRESS__)
#define EACH_CPU __attribute__((target_clones("avx2", "default"), optimize("O3")))
#elif defined(__GNUC__) && !defined(__clang__)
#define EACH_CPU __attribute__((optimize("O3")))
#else
#define EACH_CPU
#endif

#endif
