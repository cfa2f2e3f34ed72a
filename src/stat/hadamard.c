#include <config.h>

#include "stat/hadamard.h"

#include <stdbool.h>

static bool
is_prime (size_t q)
{
  for (size_t k = 2; k * k <= q; k++)
    if (q % k == 0)
      return false;
  return q > 1;
}

/* Paley (1933), J. Math. Phys. 12, for primes: his first construction is of order q + 1, his second
   of order 2 (q + 1).  Which prime makes the order, if one does? */
static size_t
paley_prime (size_t order, bool *second)
{
  *second = false;
  if (order % 4 == 0 && is_prime (order - 1))
    return order - 1;
  *second = true;
  if (order % 4 == 0 && order > 4 && (order / 2 - 1) % 4 == 1 && is_prime (order / 2 - 1))
    return order / 2 - 1;
  return 0;
}

/* Sylvester's doubling (1867) as long as it goes, then Paley's. */
static bool
can_make (size_t order)
{
  bool second;
  if (order == 1 || order == 2 || paley_prime (order, &second))
    return true;
  return order % 2 == 0 && can_make (order / 2);
}

size_t
hadamard_order (size_t n)
{
  size_t order = n < 2 ? n + 1 : (n / 4 + 1) * 4;
  while (!can_make (order))
    order += 4;
  return order;
}

/* 1 where x is a square other than 0 of the integers mod q, 0 for 0, else -1. */
static gint8 *
residues (size_t q)
{
  gint8 *chi = g_new (gint8, q);
  for (size_t x = 0; x < q; x++)
    chi[x] = -1;
  for (size_t x = 1; x < q; x++)
    chi[x * x % q] = 1;
  chi[0] = 0;
  return chi;
}

/* C of order q + 1: 0 in the diagonal, a row and column of ones (of minus ones, where C is
   antisymmetric) around Q_ij = chi (i - j). */
static gint8
conference (const gint8 *chi, size_t q, size_t i, size_t j)
{
  if (i == j)
    return 0;
  if (i == 0 || j == 0)
    return j == 0 && q % 4 == 3 ? -1 : 1;
  return chi[(i + q - j) % q];
}

/* q = 3 (mod 4): H = I + C.  q = 1 (mod 4): each 0 of C becomes (1 -1 / -1 -1), each 1 or -1
   becomes that times (1 1 / 1 -1). */
static void
fill_paley (gint8 *h, size_t order, size_t q, bool second)
{
  static const gint8 zero[2][2] = {{1, -1}, {-1, -1}}, one[2][2] = {{1, 1}, {1, -1}};
  g_autofree gint8 *chi = residues (q);
  for (size_t i = 0; i < order; i++)
    for (size_t j = 0; j < order; j++) {
      gint8 c = second ? conference (chi, q, i / 2, j / 2) : conference (chi, q, i, j);
      gint8 *to = &h[i * order + j];
      if (!second)
        *to = i == j ? 1 : c;
      else
        *to = c == 0 ? zero[i % 2][j % 2] : (gint8)(c * one[i % 2][j % 2]);
    }
}

static void fill (gint8 *h, size_t order);

static void
fill_double (gint8 *h, size_t order)
{
  size_t half = order / 2;
  g_autofree gint8 *small = g_new (gint8, half * half);
  fill (small, half);
  for (size_t i = 0; i < order; i++)
    for (size_t j = 0; j < order; j++) {
      gint8 v = small[(i % half) * half + j % half];
      h[i * order + j] = i >= half && j >= half ? (gint8)-v : v;
    }
}

/* Doubling is taken first, so that orders that are powers of two are Sylvester's. */
static void
fill (gint8 *h, size_t order)
{
  bool second;
  size_t q;
  if (order == 1)
    h[0] = 1;
  else if (order % 2 == 0 && can_make (order / 2))
    fill_double (h, order);
  else if ((q = paley_prime (order, &second)))
    fill_paley (h, order, q, second);
}

/* A column whose first number is -1 changes its sign, which keeps rows orthogonal. */
gint8 *
hadamard_new (size_t order)
{
  gint8 *h = g_new0 (gint8, order * order);
  fill (h, order);
  for (size_t j = 0; j < order; j++)
    for (size_t i = order; i-- > 0;)
      h[i * order + j] = (gint8)(h[i * order + j] * h[j]);
  return h;
}
