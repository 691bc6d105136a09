"""Tests of lesson 08."""
