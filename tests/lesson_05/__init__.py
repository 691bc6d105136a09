"""Tests of lesson 05."""
