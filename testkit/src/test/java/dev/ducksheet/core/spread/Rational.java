package dev.ducksheet.core.spread;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A fraction; the denominator is positive. */
record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {
    static final Rational ZERO = of(BigDecimal.ZERO);
    static final Rational ONE = of(BigDecimal.ONE);
    static final Rational HALF = ONE.over(of(BigDecimal.valueOf(2)));

    static Rational of(BigDecimal number) {
        int scale = Math.max(number.scale(), 0);
        return new Rational(number.movePointRight(scale).toBigIntegerExact(), BigInteger.TEN.pow(scale));
    }

    Rational plus(Rational other) {
        var sum = numerator.multiply(other.denominator).add(other.numerator.multiply(denominator));
        return new Rational(sum, denominator.multiply(other.denominator)).reduced();
    }

    Rational minus(Rational other) {
        return plus(new Rational(other.numerator.negate(), other.denominator));
    }

    Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator)).reduced();
    }

    Rational over(Rational divisor) {
        var product = numerator.multiply(divisor.denominator).multiply(BigInteger.valueOf(divisor.signum()));
        return new Rational(product, denominator.multiply(divisor.numerator.abs())).reduced();
    }

    Rational abs() {
        return new Rational(numerator.abs(), denominator);
    }

    int signum() {
        return numerator.signum();
    }

    BigInteger floor() {
        var division = numerator.divideAndRemainder(denominator);
        return division[1].signum() < 0 ? division[0].subtract(BigInteger.ONE) : division[0];
    }

    @Override
    public int compareTo(Rational other) {
        return minus(other).signum();
    }

    private Rational reduced() {
        var divisor = numerator.gcd(denominator);
        return new Rational(numerator.divide(divisor), denominator.divide(divisor));
    }
}
