"""Tests of lesson 10."""
