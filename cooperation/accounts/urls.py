"""Addresses of accounts."""

from django.urls import path

from cooperation.accounts import views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("password/", views.OwnPassword.as_view(), name="password_change"),
    path("password/done/", views.OwnPasswordDone.as_view(), name="password_change_done"),
]
