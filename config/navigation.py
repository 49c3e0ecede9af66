def navigation(request):
    return {"navigation": [], "person": getattr(request, "user", None)}
